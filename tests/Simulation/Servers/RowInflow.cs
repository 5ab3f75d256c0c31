using ActiveActive.Contracts;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>Logical replication of one database into one region: the other side's own rows, in their order, some time later.</summary>
public sealed class RowInflow(AuroraInstance into, AuroraInstance from, string database, Network network, Weather weather, SeededChance chance)
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private bool _due;

    /// <summary>The other direction.</summary>
    public RowInflow Peer { get; set; } = null!;

    /// <summary>True when nothing is on its way.</summary>
    public bool IsUpToDate => Into.Applied == From.Log.Count;

    private AuroraDatabase Into => into.Databases[database];

    private AuroraDatabase From => from.Databases[database];

    private bool Flows => into.Works && from.Works && !Into.IsInflowPaused;

    /// <summary>There may be something to bring.</summary>
    public void Nudge() => Schedule(weather.Latency + weather.Lag * chance.Unit());

    private void Schedule(TimeSpan delay)
    {
        if (_due)
            return;
        _due = true;
        network.World.After(delay, network.World.Outside, Bring);
    }

    private void Bring()
    {
        _due = false;
        if (IsUpToDate)
            return;
        if (!Flows)
        {
            Schedule(Again);
            return;
        }

        for (var count = 1 + chance.Below(10); count > 0 && !IsUpToDate; count--)
            Into.Apply(From.Log[Into.Applied++], network.World.Now);
        if (!IsUpToDate)
            Schedule(weather.Lag * chance.Unit());
    }
}
