using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Lab;

/// <summary>
/// Moves writers by the order of the control plane: fence the old one, take writes at the new one, move the endpoint. Model of
/// `emulators/Aurora/Control`.
/// </summary>
public sealed class WriterControl(LabParts parts)
{
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, Region> _homes = [];
    private readonly Dictionary<string, Region> _toFence = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _lacking = [];

    private static VirtualTime Clock(LabParts parts) => parts.World.Outside.Time;

    /// <summary>The region of an old writer that has still to be fenced.</summary>
    public Region? PendingFence(string database) => _toFence.GetValueOrDefault(database);

    /// <summary>Ids of rows that the promoted side lacks still.</summary>
    public IReadOnlyList<string> Lacking(string database)
    {
        if (!_lacking.TryGetValue(database, out var ids))
            return [];
        var writer = WriterOf(database);
        var left = ids.Where(id => !parts.Database(writer, database).Has(id)).ToList();
        if (left.Count == 0)
            _lacking.Remove(database);
        return left;
    }

    /// <summary>Where the endpoint points.</summary>
    public Region WriterOf(string database) => parts.Router.LeadsTo(DnsNames.Writer(database))!;

    /// <summary>True while a writer is away from home.</summary>
    public bool IsAway(string database) => _homes.TryGetValue(database, out var home) && WriterOf(database) != home;

    /// <summary>Moves the writer away.</summary>
    /// <exception cref="UnusableFaultException">It cannot be had as things are; nothing moved.</exception>
    public async Task MoveAwayAsync(string database, FaultKind kind, CancellationToken cancellation)
    {
        var home = WriterOf(database);
        if (kind == FaultKind.Switchover)
            await SwitchOverAsync(database, cancellation);
        else
            await FailOverAsync(database, cancellation);
        _homes[database] = home;
    }

    /// <summary>Brings it back in order.</summary>
    public async Task BringHomeAsync(string database, CancellationToken cancellation)
    {
        if (!_homes.TryGetValue(database, out var home))
            return;
        for (var attempt = 1; WriterOf(database) != home; attempt++)
        {
            try
            {
                await SwitchOverAsync(database, cancellation);
            }
            catch (UnusableFaultException why)
            {
                if (attempt == 5)
                    throw new LabEnvironmentException(why.Message, why);
                await Task.Delay(TimeSpan.FromSeconds(1), Clock(parts), cancellation);
            }
        }

        _homes.Remove(database);
    }

    /// <summary>Fences an old writer that answers again.</summary>
    public void Settle()
    {
        foreach (var (database, region) in _toFence.ToList())
        {
            if (!parts.InstanceOf(region, database).Works)
                continue;
            var old = parts.Database(region, database);
            old.IsFenced = true;
            _toFence.Remove(database);
            _lacking[database] = [.. old.Log.Select(r => r.Record.Id).Where(id => !parts.Database(region.Peer, database).Has(id))];
        }
    }

    private async Task SwitchOverAsync(string database, CancellationToken cancellation)
    {
        var from = WriterOf(database);
        var (old, promoted) = (parts.Database(from, database), parts.Database(from.Peer, database));
        foreach (var side in new[] { old, promoted })
        {
            if (!parts.InstanceOf(side.Region, database).Works || side.IsRefused || side.IsInflowPaused || !parts.Router.Works)
                throw new UnusableFaultException($"{database} was not switched over, nothing moved: {Components.Database(side.Region, database)} does not answer or replicate");
        }

        old.IsFenced = true;
        await Task.Delay(Step, Clock(parts), cancellation);
        var began = parts.World.Now;
        var inflow = parts.InstanceOf(from.Peer, database).Inflows[database];
        while (!inflow.IsUpToDate)
        {
            if (parts.World.Now - began > CatchUpWithin)
            {
                old.IsFenced = false;
                throw new UnusableFaultException($"{database} was not switched over, nothing moved and {from} takes writes again: the replica did not catch up");
            }

            await Task.Delay(Beat, Clock(parts), cancellation);
        }

        await PromoteAsync(promoted.Region, database, cancellation);
    }

    private async Task FailOverAsync(string database, CancellationToken cancellation)
    {
        var from = WriterOf(database);
        if (!parts.InstanceOf(from.Peer, database).Works || parts.Database(from.Peer, database).IsRefused || !parts.Router.Works)
            throw new UnusableFaultException($"{database} was not failed over, nothing moved: {Components.Database(from.Peer, database)} does not answer");
        _toFence[database] = from;
        Settle();
        await Task.Delay(Step, Clock(parts), cancellation);
        await PromoteAsync(from.Peer, database, cancellation);
    }

    private async Task PromoteAsync(Region region, string database, CancellationToken cancellation)
    {
        parts.Database(region, database).IsFenced = false;
        await Task.Delay(Step, Clock(parts), cancellation);
        parts.Router.Table.SetActive(parts.Router.Set(DnsNames.Writer(database)), region.Name);
    }
}
