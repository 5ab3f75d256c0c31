using System.Diagnostics;

namespace ActiveActive.DnsRouter.Routing;

/// <summary>
/// Smooth weighted round-robin: in every run of as many draws as the shares sum up to, each target comes exactly its share of
/// times, spread out as evenly as can be. Equal shares alternate. Starts with the largest share, the first of equals.
/// </summary>
public sealed class SmoothRotation(IReadOnlyList<int> shares) : IRotation
{
    private readonly int _sum = shares.Sum();
    private readonly int[] _credit = new int[shares.Count];

    /// <inheritdoc/>
    public int Next()
    {
        var best = -1;
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i] == 0)
                continue;
            _credit[i] += shares[i];
            if (best < 0 || _credit[i] > _credit[best])
                best = i;
        }

        if (best < 0)
            throw new UnreachableException("a rotation without a positive share");
        _credit[best] -= _sum;
        return best;
    }
}
