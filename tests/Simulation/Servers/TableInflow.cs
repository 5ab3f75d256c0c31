using ActiveActive.Contracts;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>
/// Brings the other region's changes of the table, by the engine's own pull and apply. Where a fault or the network is in the way it
/// tries again; nothing is pulled while nothing has changed.
/// </summary>
public sealed class TableInflow(AwsRegion aws, Network network, Weather weather, SeededChance chance)
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);

    /// <summary>Replication into this region as faults have it.</summary>
    public const string Resource = "replication/" + Topology.Table;

    private bool _due;

    /// <summary>The other region.</summary>
    public AwsRegion Peer { get; set; } = null!;

    /// <summary>True while a fault holds it.</summary>
    public bool IsHeld => aws.Faults.Holds(Resource) || aws.Faults.Holds(AwsRegion.TableResource);

    /// <summary>There may be something to bring.</summary>
    public void Nudge() => Schedule(weather.Lag * chance.Unit());

    private void Schedule(TimeSpan delay)
    {
        if (_due)
            return;
        _due = true;
        network.World.After(delay, network.World.Outside, Pull);
    }

    private bool Reaches => aws.Works && Peer.Works;

    private (string TableId, long Cursor) At => aws.Dynamo.Table(Topology.Table).Replicas[Peer.Region.AwsName] is var replica ? (replica.TableId, replica.Cursor) : default;

    private bool HasMore => Peer.Dynamo.Table(Topology.Table).Log.CountAfter(At.Cursor) > 0;

    private void Pull()
    {
        _due = false;
        if (!HasMore)
            return;
        if (!Reaches || IsHeld)
        {
            Schedule(Again);
            return;
        }

        var batch = Peer.Run(new ReadChanges
        {
            Table = Topology.Table, Region = aws.Region.AwsName, TableId = At.TableId, After = At.Cursor, MaxRows = 1 + chance.Below(20),
        });
        _due = true;
        network.World.After(weather.Latency + weather.Spread * chance.Unit(), network.World.Outside, () => Apply(batch));
    }

    private void Apply(ReplicationBatch batch)
    {
        _due = false;
        // A fault may have begun while the answer was on its way: it decides at the moment of application.
        if (Reaches && !IsHeld)
            aws.Replicated(aws.Run(new ApplyChanges { Table = Topology.Table, Region = Peer.Region.AwsName, Batch = batch }), Peer.Region.AwsName);
        if (HasMore)
            Schedule(Reaches && !IsHeld ? weather.Lag * chance.Unit() : Again);
    }
}
