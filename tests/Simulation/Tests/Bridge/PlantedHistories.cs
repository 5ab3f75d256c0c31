using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.SimulationTests.Bridge;

/// <summary>Histories of runs that cannot have been, each made of one that was: what a bug of the system, or of its history, would look like.</summary>
internal static class PlantedHistories
{
    /// <summary>By name: the altered run, and the machine that must refuse it.</summary>
    public static IReadOnlyDictionary<string, (string Machine, Func<Evidence, Evidence> Make)> All { get; } = new Dictionary<string, (string, Func<Evidence, Evidence>)>
    {
        ["a line is missing"] = ("lives of components", run => Altered.Raw(run, [.. run.History!.Where((_, i) => i != Find(run, HistoryEvents.Stored))])),
        ["a life goes on after it stopped"] = ("lives of components", run => Altered.Inserted(run, Last(run, "r2/core") - 1, At(run, Last(run, "r2/core") - 1, "r2/core", HistoryEvents.Stopped))),
        ["another life begins and nobody ended the first"] = ("lives of components", run => Altered.Inserted(run, Last(run, "r2/core"), At(run, Last(run, "r2/core"), "r2/core", HistoryEvents.Started) with { Life = "another" })),
        ["sent on before it was stored"] = ("stage loop|queues", run => Altered.Swapped(run, Find(run, HistoryEvents.Stored), Next(run, Find(run, HistoryEvents.Stored), HistoryEvents.Accepted))),
        ["removed before it was sent on"] = ("stage loop|queues", run => Altered.Swapped(run, Find(run, HistoryEvents.Accepted), Next(run, Find(run, HistoryEvents.Accepted), HistoryEvents.Removing))),
        ["removed and never meant to"] = ("stage loop", run => Altered.Without(run, Find(run, HistoryEvents.Removing, "r2/inbound"))),
        ["stored twice for one receive"] = ("stage loop", run => Twice(run, Find(run, HistoryEvents.Stored))),
        ["sent on twice for one receive"] = ("stage loop|queues", run => Twice(run, Find(run, HistoryEvents.Accepted))),
        ["sent to a queue of another stage"] = ("stage loop", run => Altered.Changed(run, Find(run, HistoryEvents.Accepted, "r2/core"), e => e with { Queue = "outbound" })),
        ["received what was sent in the other region only"] = ("queues", run => Altered.Changed(run, Find(run, HistoryEvents.Received, "r2/inbound"), e => e with { Record = OnlyIn(run, "r1") })),
        ["received a record that nobody gave"] = ("queues", run => Altered.Changed(run, Find(run, HistoryEvents.Received, "r2/core"), e => e with { Record = "invented" })),
        ["a message changes its record"] = ("queues", run => Altered.Changed(run, Find(run, HistoryEvents.Received, "r2/core"), e => e with { MessageId = run.History![Next(run, Find(run, HistoryEvents.Received, "r2/core"), HistoryEvents.Received, any: true)].MessageId })),
        ["more was received than the queue handed out"] = ("queues", run => Altered.Changed(run, Find(run, HistoryEvents.Served, "r2/aws", e => e.Operation == "ReceiveMessage" && e.Queue == "preprocess-core"), e => e with { Count = e.Count - 1 })),
        ["more was sent than the queue took"] = ("queues", run => Altered.Without(run, Find(run, HistoryEvents.Served, "r2/aws", e => e.Operation!.StartsWith("SendMessage", StringComparison.Ordinal) && e.Queue == "outbound"))),
        ["a delivery is invented"] = ("record destination", run => Altered.Inserted(run, Find(run, HistoryEvents.Delivered), run.History![Find(run, HistoryEvents.Delivered)] with { Record = "invented", MessageId = "invented" })),
        ["a record is delivered twice for the first time"] = ("record destination", run => Twice(run, Find(run, HistoryEvents.Delivered))),
        ["removed before it was kept"] = ("record destination", run => Altered.Without(run, Find(run, HistoryEvents.Delivered))),
        ["acknowledged and never sent"] = ("record source", run => Altered.Without(run, Find(run, HistoryEvents.Publishing))),
        ["published again after its acknowledgement"] = ("record source", run => Altered.Inserted(run, Find(run, HistoryEvents.Acknowledged), run.History![Find(run, HistoryEvents.Acknowledged)] with { Event = HistoryEvents.Publishing, Attempt = 9 })),
        ["a batch is published and a record of it not acknowledged"] = ("record source", run => Altered.Without(run, Find(run, HistoryEvents.Acknowledged))),
        ["the next batch begins before the last was published"] = ("record source", run => Altered.Without(run, Find(run, HistoryEvents.BatchPublished))),
        ["a killed component works"] = ("failures and recoveries|lives of components", run => DuringFault(run, e => e.Kind is "kill" or "stop" or "pause" && e.Target!.Split('/')[^1] is { } name && Stage.All.Any(s => s.Name == name), e => e.Target!)),
        ["a refusing queue serves"] = ("failures and recoveries", run => DuringFault(run, e => e.Kind is "refuse" or "hang" && e.Target!.EndsWith("-queue", StringComparison.Ordinal), _ => "r1/aws")),
        ["a recovery that nobody began"] = ("failures and recoveries", run => Altered.Without(run, Find(run, HistoryEvents.FaultRecovering))),
        ["a fault that nobody injected"] = ("failures and recoveries", run => Altered.Without(run, Find(run, HistoryEvents.FaultInjecting))),
        ["FailedDependency is entered twice"] = ("ProcessRecords ⇄ FailedDependency", run => Twice(run, Find(run, HistoryEvents.State, e: e => e is { Target: null, State: LifecycleState.FailedDependency }))),
        ["the way in leads to an unhealthy region"] = ("routing", run => Altered.Changed(run, Find(run, HistoryEvents.State, e: e => e is { State: "routed", Target: DnsNames.In, Region: "r2" }), e => e with { Region = "r1" })),
        ["health changes and the way in does not"] = ("routing", run => Altered.Without(run, Find(run, HistoryEvents.State, e: e => e is { State: "routed", Target: DnsNames.In }))),
        ["a verdict on health comes twice"] = ("routing", run => Altered.Inserted(run, Find(run, HistoryEvents.State, e: e => e is { State: "routed", Target: DnsNames.In }), run.History![Find(run, HistoryEvents.State, e: e => e is { State: "unhealthy", Target: DnsNames.In })])),
        ["a database is written where its writer never was"] = ("routing", run => Altered.Rows(run, new Replica("r2", "inbound"), r => r.WrittenIn == "r1" ? r with { WrittenIn = "r2", AppliedAt = null } : r)),
        ["a database is written where its writer had left long ago"] = ("routing", run => WriterLeftAnHourBefore(run, "inbound")),
        ["a row is older than its record's receipt"] = ("stores and replication", run => Altered.Rows(run, new Replica("r1", "outbound"), r => r with { StoredAt = run.History![0].At })),
        ["a row came before it was written"] = ("stores and replication", run => Altered.Rows(run, new Replica("r2", "outbound"), r => r with { AppliedAt = r.StoredAt - TimeSpan.FromSeconds(1) })),
        ["a row by a container of another stage"] = ("stores and replication", run => Altered.Rows(run, new Replica("r1", "outbound"), r => r with { StoredBy = "r1/inbound" })),
        ["called stored and no row is there"] = ("stores and replication", run => Altered.Rows(Altered.Rows(run, new Replica("r1", "inbound"), r => r with { Id = r.Id + "-other" }), new Replica("r2", "inbound"), r => r with { Id = r.Id + "-other" })),
        ["a message was taken and never removed"] = ("end of run", run => Drop(run, e => e is { Event: HistoryEvents.Removed } && e.MessageId == run.History![Find(run, HistoryEvents.Removed, "r2/core")].MessageId)),
    };

    private static int Find(Evidence run, string what, string? component = null, Func<HistoryEvent, bool>? e = null)
    {
        var index = run.History!.ToList().FindIndex(x => x.Event == what && (component is null || x.Component == component) && (e is null || e(x)));
        return index >= 0 ? index : throw new InvalidOperationException($"the run has no '{what}' of {component ?? "anybody"} as it is wanted");
    }

    private static int Next(Evidence run, int of, string what, bool any = false)
    {
        var first = run.History![of];
        return run.History!.ToList().FindIndex(of + 1, x => x.Event == what && x.Component == first.Component && x.Life == first.Life && (any ? x.Record != first.Record : x.Record == first.Record));
    }

    private static int Last(Evidence run, string component) => run.History!.ToList().FindLastIndex(e => e.Component == component);

    private static HistoryEvent At(Evidence run, int index, string component, string what) => new(what)
    {
        At = run.History![index].At, Component = component, Life = run.History.First(e => e.Component == component).Life,
    };

    // The writer is in region 2 from the router's first line on, so every row of region 1 is one that nobody could have written.
    private static Evidence WriterLeftAnHourBefore(Evidence run, string database)
    {
        var started = Find(run, HistoryEvents.Started, Components.DnsRouter);
        var before = run.History![started].At - TimeSpan.FromHours(1);
        var early = Altered.Changed(run, started, e => e with { At = before });
        return Altered.Inserted(early, started, At(early, started, Components.DnsRouter, HistoryEvents.State) with
        {
            At = before, State = "routed", Target = DnsNames.Writer(database), Region = "r2", Detail = "moved",
        });
    }

    private static Evidence Twice(Evidence run, int index) => Altered.Inserted(run, index, run.History![index]);

    private static Evidence Drop(Evidence run, Func<HistoryEvent, bool> which) => Altered.History(run, run.History!.Where(e => !which(e)));

    private static string OnlyIn(Evidence run, string region) => run.History!.First(e => e.Event == HistoryEvents.Received && e.Component == $"{region}/inbound"
        && !run.History!.Any(o => o.Event == HistoryEvents.Received && o.Component != e.Component && o.Component.EndsWith("/inbound", StringComparison.Ordinal) && o.Record == e.Record)).Record!;

    // In the middle of the hold, on behalf of whoever would have done it.
    private static Evidence DuringFault(Evidence run, Func<HistoryEvent, bool> which, Func<HistoryEvent, string> author)
    {
        var effective = run.History![Find(run, HistoryEvents.FaultEffective, Components.Lab, which)];
        var recovering = run.History[Find(run, HistoryEvents.FaultRecovering, Components.Lab, e => e.Fault == effective.Fault)];
        var at = effective.At + (recovering.At - effective.At) / 2;
        var component = author(effective);
        var before = run.History.ToList().FindLastIndex(e => e.Component == component && e.At < at);
        var deed = new HistoryEvent(component.EndsWith("/aws", StringComparison.Ordinal) ? HistoryEvents.Served : HistoryEvents.State)
        {
            At = at, Component = component, Life = run.History[before].Life, Queue = effective.Target!.Split('/')[1].Replace("-queue", "", StringComparison.Ordinal), Operation = "SendMessage", Count = 1,
            State = run.History.Take(before + 1).LastOrDefault(e => e.Component == component && e.Life == run.History[before].Life && e.Event == HistoryEvents.State)?.State == LifecycleState.FailedDependency
                ? LifecycleState.ProcessRecords : LifecycleState.FailedDependency,
        };
        return Altered.Inserted(run, before, deed);
    }
}
