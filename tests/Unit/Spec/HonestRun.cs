using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.UnitTests.Spec;

/// <summary>
/// The evidence of an F5 in which everything went as it should, and nothing smoothly: a send timed out and was made again in the other
/// region, the source was killed before it could note an answer, a worker was killed with its removal under way, four faults held in
/// region 1 while batch 2 was published. Tests spoil it in one place each.
/// </summary>
internal sealed class HonestRun
{
    public static readonly ExpectedFault Kill = new("F1", "r1/preprocess", "kill");
    public static readonly ExpectedFault RefuseQueue = new("F2", "r1/core-postprocess-queue", "refuse");
    public static readonly ExpectedFault PauseReplication = new("F3", "r1/core-replication", "pause");
    public static readonly ExpectedFault Slow = new("F4", "r1/outbound-queue", "slow");
    public static readonly ExpectedFault StopInstance = new("F5", "r1/aurora-egress", "stop");
    public static readonly ExpectedFault Covered = new("F6", "r1/outbound-database", "refuse", "F5");

    private static readonly ExpectedFault[] Injected = [Kill, RefuseQueue, PauseReplication, Slow, StopInstance];

    private HonestRun(RunScript script, RunFacts run)
    {
        Run = run;
        Given = script.Given;
        History = script.History;
        Stores = script.Stores;
        Deliveries = script.Deliveries;
        Queues = [.. Region.All.SelectMany(r => Topology.Queues.SelectMany(q => new[]
        {
            new QueueContent(r.Name, q, false, 0, 0, 0, []),
            new QueueContent(r.Name, Topology.DeadLetterQueueOf(q), true, 0, 0, 0, []),
        }))];
    }

    public RunFacts Run { get; set; }

    public List<GivenRecord>? Given { get; set; }

    public List<HistoryEvent> History { get; }

    public Dictionary<Replica, List<StoredRow>> Stores { get; }

    public List<Delivery>? Deliveries { get; set; }

    public List<QueueContent>? Queues { get; set; }

    /// <summary>A run of its own; the seed deals the records to the regions.</summary>
    public static HonestRun Of(ulong seed = 1, int batchSize = 10)
    {
        var chance = new SeededChance(seed);
        var script = new RunScript();
        string[] components =
        [
            Components.Lab, Components.DnsRouter, Components.RecordSource, Components.RecordDestination,
            .. Region.All.Select(Components.Aws), .. Region.All.SelectMany(r => Stage.All.Select(s => Components.Container(r, s))),
        ];
        var started = script.Now;
        foreach (var component in components)
            script.BeginLife(component);
        for (var i = 0; i < 3 * batchSize; i++)
        {
            var id = $"rec-{i + 1:00}";
            script.Given.Add(new GivenRecord(id, (i / batchSize) + 1, RunScript.BodyOf(id)));
        }

        FirstBatch(script, [.. script.Given.Take(batchSize)], chance);
        foreach (var fault in Injected)
            script.Fault(HistoryEvents.FaultInjecting, fault);
        var begun = script.Handle(Region.One, Stage.All[1], script.Given[batchSize - 1], "half-done", deeds: 4);
        foreach (var fault in Injected)
            script.Fault(HistoryEvents.FaultEffective, fault, "seen");
        script.TableReplicationPaused = true;
        var waiting = SecondBatch(script, [.. script.Given.Skip(batchSize).Take(batchSize)], chance);
        foreach (var fault in Injected)
            script.Fault(HistoryEvents.FaultHeld, fault, "seen again");
        foreach (var fault in Injected)
            script.Fault(HistoryEvents.FaultRecovering, fault);
        script.BeginLife(Components.Container(Region.One, Stage.All[1]));
        script.ResumeTableReplication();
        foreach (var fault in Injected)
            script.Fault(HistoryEvents.FaultRecovered, fault);
        var recovered = script.Now;

        script.Finish(Region.One, script.Given[batchSize - 1], begun, from: 2);
        script.Finish(Region.One, script.Given[batchSize - 1], "half-done", from: 1, attempt: 2);
        foreach (var (region, record, message, stage) in waiting)
            script.Finish(region, record, message, stage, attempt: 2);
        foreach (var record in script.Given.Skip(2 * batchSize))
        {
            var region = Region.All[chance.Below(2)];
            script.Finish(region, record, script.Publish(record, region));
        }

        script.Write(Components.Lab, new HistoryEvent(HistoryEvents.Step) { Detail = "all queues are empty" });
        return new HonestRun(script, new RunFacts
        {
            Scenario = "f5",
            Engine = "processes",
            Seed = seed,
            Batches = 3,
            BatchSize = batchSize,
            StartedAt = started,
            LastRecoveryAt = recovered,
            DrainedAt = script.Now,
            TableComparedAt = script.Now,
            DeadlineSeconds = Math.Ceiling((script.Now - recovered).TotalSeconds) + 1,
            Plan = [.. Injected, Covered],
            Components = components,
            Missing = [],
        });
    }

    public Evidence Build() => new()
    {
        Run = Run,
        Given = Given,
        History = History,
        Stores = Stores.ToDictionary(s => s.Key, IReadOnlyList<StoredRow> (s) => s.Value),
        Queues = Queues,
        Deliveries = Deliveries,
    };

    public Verdict Judge() => ActiveActive.Spec.Judge.Run(Build());

    private static void FirstBatch(RunScript script, IReadOnlyList<GivenRecord> batch, SeededChance chance)
    {
        foreach (var (i, record) in batch.Index())
        {
            // The last one's journey is interrupted by the fault.
            if (i == batch.Count - 1)
            {
                script.Handle(Region.One, Stage.All[0], record, script.Publish(record, Region.One));
                continue;
            }

            var region = Region.All[chance.Below(2)];
            if (i == 2)
            {
                var first = script.Publish(record, region, outcome: HistoryEvents.Unknown);
                script.Finish(region.Peer, record, script.Publish(record, region.Peer, attempt: 2));
                script.Finish(region, record, first);
                continue;
            }

            script.Finish(region, record, script.Publish(record, region));
        }
    }

    // Region 1's records wait before its dead preprocess container, region 2's before the stopped Postgres instance.
    private static List<(Region Region, GivenRecord Record, string Message, int Stage)> SecondBatch(
        RunScript script, IReadOnlyList<GivenRecord> batch, SeededChance chance)
    {
        var waiting = new List<(Region, GivenRecord, string, int)>();
        foreach (var (i, record) in batch.Index())
        {
            var region = i < 2 ? Region.All[i] : Region.All[chance.Below(2)];
            if (i == 1)
            {
                Advance(region, record, script.Publish(record, region, outcome: null));
                script.BeginLife(Components.RecordSource);
            }

            Advance(region, record, script.Publish(record, region, attempt: i == 1 ? 2 : 1));
        }

        return waiting;

        void Advance(Region region, GivenRecord record, string message)
        {
            message = script.Handle(region, Stage.All[0], record, message);
            if (region == Region.One)
            {
                waiting.Add((region, record, message, 1));
                return;
            }

            message = script.Handle(region, Stage.All[1], record, message);
            message = script.Handle(region, Stage.All[2], record, message);
            script.Handle(region, Stage.All[3], record, message, deeds: 1);
            script.Write(
                Components.Container(region, Stage.All[3]),
                new HistoryEvent(HistoryEvents.State) { State = LifecycleState.FailedDependency, Detail = "postprocess did not answer" });
            waiting.Add((region, record, message, 3));
        }
    }
}
