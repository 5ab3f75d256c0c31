using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Simulation.Programs;
using ActiveActive.Simulation.Servers;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Lab;

/// <summary>Looks at the simulated lab as the real one's observer does: what would not answer is null, never left out.</summary>
internal sealed class Watcher(LabParts parts)
{
    private readonly (Region Region, string Queue, string Dead)[] _queues =
        [.. Region.All.SelectMany(r => Topology.Queues.Select(q => (r, q, Topology.DeadLetterQueueOf(q))))];

    private readonly (Region Region, Stage Stage)[] _stores = [.. Region.All.SelectMany(r => Stage.All.Select(s => (r, s)))];

    private readonly IPart[] _parts = [.. parts.All.Values];

    public LabStatus Look(IReadOnlyList<ActiveFault> faults) => new(
        SimLab.Name,
        parts.World.Now,
        Array.ConvertAll(_parts, p => Component(p, faults)),
        Array.ConvertAll(_queues, q => Queue(q.Region, q.Queue, q.Dead)),
        Array.ConvertAll(_stores, s => new StoreStatus(s.Region.Name, s.Stage.Name, Rows(s.Region, s.Stage))),
        faults,
        parts.Destination.Life is { IsOver: false, IsPaused: false, IsCutOff: false } ? parts.Destination.Log.Kept.Count : null)
    {
        Routing = parts.Router.Works ? [.. Region.All.Select(Route)] : null,
        GlobalDatabases = [.. Topology.Databases.Select(Database)],
    };

    /// <summary>True when a database answers somebody who looks.</summary>
    public bool Answers(Region region, string database) => parts.InstanceOf(region, database).Works && !parts.Database(region, database).IsRefused;

    /// <summary>True when a replica answers somebody who looks.</summary>
    public bool Answers(Replica replica) => replica.Store == Topology.Table
        ? parts.Aws[replica.Region].Works && parts.Aws[replica.Region].Faults.On(AwsRegion.TableResource) is null
        : Answers(Region.Parse(replica.Region), replica.Store);

    private static ComponentStatus Component(IPart part, IReadOnlyList<ActiveFault> faults)
    {
        var life = part.Life;
        if (life is { IsOver: false, IsPaused: false, IsCutOff: false })
        {
            var (state, reasons) = part.Health();
            return new ComponentStatus(part.Component, state, reasons, "", null, null, part.IsOwn);
        }

        var detail = life.IsOver ? "not running" : life.IsPaused ? "paused" : "disconnected";
        if (faults.FirstOrDefault(f => f.Target == part.Component) is { } fault)
            detail = $"{detail}: {fault.Kind} by {fault.By}";
        return new ComponentStatus(part.Component, LifecycleState.FailedProcessing, detail, "", null, null, part.IsOwn);
    }

    private QueueStatus Queue(Region region, string name, string deadLetters)
    {
        var aws = parts.AwsIn(region);
        long? dead = aws.Works ? aws.Sqs.Queue(deadLetters) is var letters ? letters.Ready.Count + letters.InFlight : 0 : null;
        if (!aws.Works || aws.Faults.On(AwsRegion.QueueResource(name)) is not null)
            return new QueueStatus(region.Name, name, null, null, null, dead);
        var queue = aws.Sqs.Queue(name);
        return new QueueStatus(region.Name, name, queue.Ready.Count, queue.InFlight, queue.Delayed, dead);
    }

    private long? Rows(Region region, Stage stage)
    {
        if (stage.Store == StoreKind.Aurora)
            return Answers(region, stage.Name) ? parts.Database(region, stage.Name).Rows.Count : null;
        var aws = parts.AwsIn(region);
        return aws.Works && aws.Faults.On(AwsRegion.TableResource) is null ? aws.Dynamo.Table(Topology.Table).ItemCount : null;
    }

    private RegionRoute Route(Region region)
    {
        var set = parts.Router.Set(DnsNames.In);
        var (state, shares) = set.Snapshot();
        var index = region == Region.One ? 0 : 1;
        return new RegionRoute(
            region.Name, state.Targets[index].Weight, shares[index], state.Targets[index].Offline, state.Targets[index].Healthy, parts.Router.LeadsTo(DnsNames.Out(region))?.Name);
    }

    private GlobalDatabaseStatus Database(string name) => new(
        name,
        parts.Router.Works ? parts.Router.LeadsTo(DnsNames.Writer(name))?.Name : null,
        [.. Region.All.Select(r => new GlobalDatabaseSide(r.Name, Answers(r, name) ? parts.Database(r, name).IsFenced : null))],
        parts.Writers.PendingFence(name)?.Name,
        parts.Writers.Lacking(name),
        null);
}
