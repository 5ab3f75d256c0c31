using ActiveActive.RecordDestination.Log;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Ports;

/// <summary>The destination's disk: what a sync has taken outlives the destination, what it has not is gone with it.</summary>
public sealed class SimDeliveryLog(World world, Func<Life> owner, Func<double> chance) : IDeliveryLog
{
    private readonly HashSet<string> _known = [];
    private readonly List<Delivery> _kept = [];

    /// <summary>What is on disk.</summary>
    public IReadOnlyList<Delivery> Kept => _kept;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries)
    {
        var synced = new TaskCompletionSource<IReadOnlyList<bool>>(TaskCreationOptions.RunContinuationsAsynchronously);
        world.After(TimeSpan.FromMilliseconds(3 * chance()), owner(), () =>
        {
            var fresh = new bool[deliveries.Count];
            for (var i = 0; i < fresh.Length; i++)
            {
                if (fresh[i] = _known.Add(deliveries[i].Id))
                    _kept.Add(deliveries[i]);
            }

            synced.SetResult(fresh);
        });
        return await synced.Task;
    }
}
