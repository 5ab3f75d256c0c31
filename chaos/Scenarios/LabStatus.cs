using ActiveActive.Contracts;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>The lab at one moment.</summary>
public sealed record LabStatus(
    string Engine,
    DateTimeOffset At,
    IReadOnlyList<ComponentStatus> Components,
    IReadOnlyList<QueueStatus> Queues,
    IReadOnlyList<StoreStatus> Stores,
    IReadOnlyList<ActiveFault> Faults,
    long? Delivered)
{
    /// <summary>How traffic is routed, a line for each region; null when the router did not answer.</summary>
    public IReadOnlyList<RegionRoute>? Routing { get; init; }

    /// <summary>The Aurora global databases, up to a second old.</summary>
    public IReadOnlyList<GlobalDatabaseStatus> GlobalDatabases { get; init; } = [];

    /// <summary>Replication of every store into every region, up to a second old.</summary>
    public IReadOnlyList<StoreReplication> Replication { get; init; } = [];

    /// <summary>True when every component works and no fault holds.</summary>
    public bool Healthy => Faults.Count == 0 && Components.All(c => c.State == ComponentStatus.Working);

    /// <summary>True when every queue answers and holds nothing, dead letters aside.</summary>
    public bool Drained => Queues.All(q => q.Visible + q.InFlight + q.Delayed == 0);

    /// <summary>Messages in dead-letter queues, as far as they answer.</summary>
    public long DeadLetters => Queues.Sum(q => q.Dead ?? 0);

    /// <summary>True when all stores answer and both replicas of each have <paramref name="rows"/> rows.</summary>
    public bool Holds(long rows) => Stores.All(s => s.Rows == rows) && Delivered == rows;

    /// <summary>A component by its name.</summary>
    public ComponentStatus Component(string name) => Components.Single(c => c.Name == name);

    /// <summary>A region's queue by its name.</summary>
    public QueueStatus Queue(Region region, string queue) => Queues.Single(q => q.Region == region.Name && q.Queue == queue);

    /// <summary>Rows of a region's replica of a store; null when it did not answer.</summary>
    public long? Rows(Region region, string store) => Stores.Single(s => s.Region == region.Name && s.Store == store).Rows;

    /// <summary>The same in numbers.</summary>
    public Sample ToSample() => new(
        At,
        Queues.ToDictionary(q => $"{q.Region}/{q.Queue}", q => q.Depth),
        Stores.ToDictionary(s => $"{s.Region}/{s.Store}", s => s.Rows),
        Delivered,
        Faults.Count);

    /// <summary>
    /// What moves when records move: two observations with the same one are of a lab in which nothing moved between them.
    /// </summary>
    public string Fingerprint() => string.Join(
        ',',
        Queues.Select(q => $"{q.Visible + q.InFlight + q.Delayed}/{q.Dead}").Concat(Stores.Select(s => $"{s.Rows}")).Append($"{Delivered}"));
}

/// <summary>One component.</summary>
/// <param name="Name">A target's name: r1/inbound.</param>
/// <param name="State">ProcessRecords, FailedDependency or FailedProcessing.</param>
/// <param name="Detail">Why, in words; null when it works.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="ProcessId">Of a process that runs.</param>
/// <param name="Container">The name of its container, where it is one.</param>
/// <param name="IsOwn">True for the lab's own programs, which keep a history; PostgreSQL and stand-ins for AWS keep none.</param>
public sealed record ComponentStatus(string Name, string State, string? Detail, string Address, int? ProcessId, string? Container = null, bool IsOwn = true)
{
    /// <summary>The state of a component that works.</summary>
    public const string Working = Contracts.LifecycleState.ProcessRecords;
}

/// <summary>A region's part in DNS.</summary>
/// <param name="Weight">Its weight on the way in, 0 to 255.</param>
/// <param name="Share">Its part of the answers on the way in now; 0 when it is not answered.</param>
/// <param name="Offline">True while the region is switched off.</param>
/// <param name="Healthy">What the router's health check on the way in says.</param>
/// <param name="Lane">The region whose outbound queue this region's lane leads to now.</param>
public sealed record RegionRoute(string Region, int Weight, int Share, bool Offline, bool Healthy, string? Lane);

/// <summary>One queue; a number is null when the queue did not answer.</summary>
/// <param name="Dead">Messages in its dead-letter queue.</param>
public sealed record QueueStatus(string Region, string Queue, long? Visible, long? InFlight, long? Delayed, long? Dead)
{
    /// <summary>Messages in it, of every kind.</summary>
    public long? Depth => Visible + InFlight + Delayed;
}

/// <summary>One replica of a store; rows are null when it did not answer.</summary>
public sealed record StoreStatus(string Region, string Store, long? Rows);
