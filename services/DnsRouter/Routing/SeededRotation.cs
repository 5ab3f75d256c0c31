using System.Diagnostics;
using ActiveActive.Contracts;

namespace ActiveActive.DnsRouter.Routing;

/// <summary>Draws by chance in proportion to the shares, each draw on its own, as Route 53 does.</summary>
public sealed class SeededRotation(IReadOnlyList<int> shares, SeededChance chance) : IRotation
{
    private readonly int _sum = shares.Sum();

    /// <inheritdoc/>
    public int Next()
    {
        var drawn = chance.Below(_sum);
        for (var i = 0; i < shares.Count; i++)
        {
            if (drawn < shares[i])
                return i;
            drawn -= shares[i];
        }

        throw new UnreachableException("a draw beyond the sum of the shares");
    }
}
