using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>One Postgres instance of a pair with its two databases. What it committed outlives it; it keeps no history.</summary>
public sealed class AuroraInstance(World world, Region region, string pair, List<HistoryEvent> events)
    : Server(world, Components.Instance(region, pair), events)
{
    /// <summary>Its databases by name.</summary>
    public IReadOnlyDictionary<string, AuroraDatabase> Databases { get; } =
        Topology.DatabasesOf(pair).ToDictionary(d => d, d => new AuroraDatabase(region, d));

    /// <summary>Where it is.</summary>
    public Region Region => region;

    /// <summary>What brings the other side's rows, by database.</summary>
    public Dictionary<string, RowInflow> Inflows { get; } = [];

    /// <inheritdoc/>
    protected override bool KeepsHistory => false;

    /// <summary>A worker's insert.</summary>
    public void Insert(Call<IReadOnlySet<string>> call, string database, IReadOnlyList<Record> records, string by)
    {
        try
        {
            var fresh = Databases[database].Insert(records, by, World.Now);
            if (fresh.Count > 0)
                Inflows[database].Peer.Nudge();
            call.Answer(fresh);
        }
        catch (ServiceFault refused)
        {
            call.Refuse(refused);
        }
    }

    /// <summary>A worker's probe.</summary>
    public void Probe(Call<bool> call, string database)
    {
        try
        {
            Databases[database].CheckWritable();
            call.Answer(true);
        }
        catch (ServiceFault refused)
        {
            call.Refuse(refused);
        }
    }
}
