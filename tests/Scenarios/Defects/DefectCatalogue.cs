using ActiveActive.Spec;

namespace ActiveActive.ScenarioTests.Defects;

/// <summary>All planted defects, in the order of the invariants.</summary>
internal static class DefectCatalogue
{
    private const string Worker = "StageWorker";
    private const string Destination = "RecordDestination";
    private const string Emulator = "AwsEmulator";

    // What can come has come by then, on a busy machine too; nothing else will.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(30);
    private static readonly string[] Core = ["r1/core", "r2/core"];
    private static readonly string[] Source = ["record-source"];
    private static readonly string[] End = ["record-destination"];
    private static readonly string[] Aws = ["r1/aws"];

    /// <summary>The head of the table.</summary>
    public const string Head = "| invariant | defect | what it does | verdict | may be named besides |";

    /// <summary>All.</summary>
    public static readonly IReadOnlyList<Defect> All =
    [
        new("worker-drops", 1, "A worker removes every third record that it receives.", Worker, Core, _ => Plays.Empty, Outcome.Fail, "core-database", [9]),
        new("worker-skips-store", 1, "A worker says that it stored every third record, and did not.", Worker, Core, _ => Plays.Empty, Outcome.Fail, "core-database", [9]),
        new("emulator-forgets", 1, "An emulator that is killed starts again with empty queues.", Emulator, Aws, _ => Plays.KilledEmulator, Outcome.Fail, "preprocess-database", [9]),
        new("worker-alters", 2, "A worker changes bodies.", Worker, Core, _ => Plays.Deliver, Outcome.Fail, "was altered", []),
        new("destination-invents", 2, "The destination keeps a record that nobody published.", Destination, End, _ => Plays.Empty, Outcome.Fail, "never given", [9]),
        new("worker-removes-first", 3, "A worker removes before it stores.", Worker, Core, _ => Plays.Deliver, Outcome.Fail, "removed from its queue before it was stored", []),
        new("worker-sends-first", 3, "A worker sends on before it stores.", Worker, Core, _ => Plays.Deliver, Outcome.Fail, "sent on before it was stored", []),
        new("source-repeats", 4, "The source sends again what was acknowledged.", "RecordSource", Source, _ => Plays.Deliver, Outcome.Fail, "published again", []),
        new("worker-sends-twice", 4, "A worker sends on twice what it received once.", Worker, Core, _ => Plays.Deliver, Outcome.Fail, "sent on more often", []),
        new("destination-writes-twice", 5, "The delivery log gets two lines for one record.", Destination, End, _ => Plays.Deliver, Outcome.Fail, "deliveries instead of one", []),
        new("destination-first-twice", 5, "The destination calls two deliveries of a record its first.", Destination, End, _ => Plays.Deliver, Outcome.Fail, "for the first time twice", []),
        new("worker-never-removes", 6, "A worker gives messages back instead of removing them.", Worker, Core, _ => Plays.DeadLetters, Outcome.Fail, "preprocess-core-dlq", [9]),
        new("worker-litters", 6, "A worker sends a message that is no record.", Worker, Core, _ => Plays.DeadLetters, Outcome.Fail, "core-postprocess-dlq", [9]),
        new("emulator-ignores-faults", 7, "An emulator takes a fault and does nothing.", Emulator, Aws, _ => Plays.PretendedFault, Outcome.Fail, "r1/preprocess-core-queue", []),
        new("emulator-ends-faults", 7, "An emulator ends a fault after a second.", Emulator, Aws, _ => Plays.PretendedFault, Outcome.Fail, "r1/preprocess-core-queue", []),
        new("replica-alters", 8, "Replication changes a body.", "", [], _ => Plays.Deliver, Outcome.Fail, "outbound-database", [2])
        {
            Plant = lab => lab.TriggerAsync("outbound", "NEW.body := NEW.body || '?'; RETURN NEW;"),
        },
        new("replica-skips", 8, "Replication leaves rows out.", "", [], _ => Plays.Deliver, Outcome.Stuck, "r2/outbound-database", [1, 9])
        {
            Plant = lab => lab.TriggerAsync("outbound", "RETURN NULL;"), Deadline = Short,
        },
        new("replica-loses", 8, "A replica loses a row after everything came to rest.", "", [],
            lab => Plays.DeliverAndThen(lab.DeleteOneAsync), Outcome.Fail, "r2/outbound-database", [1]),
        new("worker-stalls", 9, "A worker receives once and never again, and says that it is well.", Worker, Core, _ => Plays.Deliver, Outcome.Stuck, "preprocess-core-queue held", [1, 6])
        {
            Deadline = Short,
        },
        new("worker-never-well", 9, "A worker that met a failure stays in FailedDependency.", Worker, Core, _ => Plays.RefusingQueue, Outcome.Stuck, "r1/core was in FailedDependency", [1, 6])
        {
            Deadline = Short,
        },
    ];
}
