using ActiveActive.Faults;

namespace ActiveActive.Simulation.Coverage;

/// <summary>Every transition that the machines of scenarios.md have, whether a run ever takes it or not: what coverage is held against.</summary>
internal static class Model
{
    public const string Queue = "queue";
    public const string Worker = "stage container";
    public const string Database = "regional database";
    public const string Table = "regional table";
    public const string Replicator = "replicator";
    public const string GlobalDatabase = "Aurora global database";
    public const string In = "in, weighted";
    public const string Source = "record source";
    public const string Destination = "record destination";
    public const string Sent = "record at the source";
    public const string AtStage = "record at a stage";
    public const string AtDestination = "record at the destination";
    public const string Spec = "spec";

    public const string Works = "ProcessRecords";
    public const string FailedDependency = "FailedDependency";
    public const string Failed = "FailedProcessing";
    public const string Slow = "answers late";
    public const string Paused = "paused";
    public const string Dead = "died";
    public const string Recovered = "recovered";
    public const string DependencyFailed = "a dependency failed";
    public const string AllWork = "all dependencies work";
    public const string DiedByItself = "dies between two steps";
    public const string StartedAgain = "starts again";
    public const string Region1Active = "Region1Active";
    public const string Region2Active = "Region2Active";
    public const string BothRegions = "both regions";
    public const string OwnLane = "its own lane";
    public const string OtherLane = "the other lane";
    public const string Health = "health";
    public const string Switched = "switched";
    public const string Cold = "cold";
    public const string Hot = "hot";
    public const string Nowhere = "nowhere yet";
    public const string Again = "handed out again";
    public const string WriterFailed = "its writer fails";
    public const string Published = "a record is published";
    public const string AllInPlace = "every record is where it belongs";

    private static readonly string[] Instances = [.. new[] { FaultKind.Stop, FaultKind.Kill, FaultKind.Pause, FaultKind.Disconnect }.Select(k => k.Text())];

    /// <summary>All of them, machine by machine.</summary>
    public static IReadOnlyList<Transition> All { get; } =
    [
        .. Failing(Queue, Works, [FaultKind.Refuse.Text(), FaultKind.Hang.Text(), .. Instances]),
        new(Queue, Works, Slow, FaultKind.Slow.Text()), new(Queue, Slow, Works, Recovered),
        .. Failing(Worker, Works, Instances), .. Failing(Worker, FailedDependency, Instances),
        .. Dependencies(Worker),
        new(Worker, Works, Dead, DiedByItself), new(Worker, FailedDependency, Dead, DiedByItself), new(Worker, Dead, Works, StartedAgain),
        .. Failing(Database, Works, [FaultKind.Refuse.Text(), .. Instances]),
        .. Failing(Table, Works, [FaultKind.Refuse.Text(), FaultKind.Hang.Text(), .. Instances]),
        new(Table, Works, Slow, FaultKind.Slow.Text()), new(Table, Slow, Works, Recovered),
        new(Replicator, Works, Paused, FaultKind.Pause.Text()), new(Replicator, Paused, Works, Recovered),
        new(GlobalDatabase, Region1Active, Region2Active, FaultKind.Switchover.Text()),
        new(GlobalDatabase, Region1Active, Failed, WriterFailed),
        new(GlobalDatabase, Failed, Region1Active, Recovered),
        new(GlobalDatabase, Failed, Region2Active, FaultKind.Failover.Text()),
        new(GlobalDatabase, Region1Active, Region2Active, FaultKind.Failover.Text()),
        new(GlobalDatabase, Region2Active, Region1Active, Recovered),
        new(GlobalDatabase, Region2Active, Failed, WriterFailed),
        new(GlobalDatabase, Failed, Region2Active, Recovered),
        .. Routing(In, BothRegions, "region 1"), .. Routing(In, BothRegions, "region 2"),
        .. Routing(Lane("r1"), OwnLane, OtherLane), .. Routing(Lane("r2"), OwnLane, OtherLane),
        .. Failing(Source, Works, Instances), .. Dependencies(Source), .. Failing(Destination, Works, Instances), .. Dependencies(Destination),
        new(Destination, Works, Dead, DiedByItself), new(Destination, Dead, Works, StartedAgain),
        .. Steps(Sent, Nowhere, "publishing", "acknowledged"),
        new(Sent, "publishing", "refused", "refused"), new(Sent, "refused", "publishing", "publishing"),
        new(Sent, "publishing", "unknown", "unknown"), new(Sent, "unknown", "publishing", "publishing"),
        .. Steps(AtStage, Nowhere, "received", "stored", "accepted", "removing", "removed"),
        .. HandedOutAgain(AtStage, "received", "stored", "accepted", "removing", "removed"),
        .. Steps(AtDestination, Nowhere, "received", "delivered", "removing", "removed"),
        // Not from delivered: the destination notes removing in the same breath.
        .. HandedOutAgain(AtDestination, "received", "removing", "removed"),
        new(Spec, Cold, Hot, Published), new(Spec, Hot, Cold, AllInPlace),
    ];

    /// <summary>The machine of a region's way out.</summary>
    public static string Lane(string region) => $"out, failover, {(region == "r1" ? "region 1" : "region 2")}";

    private static IEnumerable<Transition> Failing(string machine, string from, IReadOnlyList<string> kinds) =>
        [.. kinds.Select(k => new Transition(machine, from, Failed, k)), new(machine, Failed, from, Recovered)];

    private static Transition[] Dependencies(string machine) =>
        [new(machine, Works, FailedDependency, DependencyFailed), new(machine, FailedDependency, Works, AllWork)];

    private static Transition[] Routing(string machine, string whole, string part) =>
    [
        new(machine, whole, part, Health), new(machine, part, whole, Health), new(machine, whole, part, Switched), new(machine, part, whole, Switched),
    ];

    private static IEnumerable<Transition> Steps(string machine, params string[] states) =>
        states.Zip(states.Skip(1), (from, to) => new Transition(machine, from, to, to));

    // A message that was not removed in time, or whose removing was in vain, is handed out again.
    private static IEnumerable<Transition> HandedOutAgain(string machine, params string[] states) =>
        states.Select(from => new Transition(machine, from, "received", Again));
}
