using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Finds what a failed target did all the same: in its own history, in the rows that it wrote or accepted, in what its emulator
/// served. A fault that only makes things slow forbids nothing.
/// </summary>
internal sealed class WorkDuringFault(Evidence evidence, FaultEpisode fault, FaultTarget target, IReadOnlyList<FaultEpisode> all)
{
    private static readonly HashSet<string> Outcomes =
    [
        HistoryEvents.Acknowledged, HistoryEvents.BatchPublished, HistoryEvents.Received, HistoryEvents.Stored, HistoryEvents.Accepted,
        HistoryEvents.Removed, HistoryEvents.Delivered, HistoryEvents.Served, HistoryEvents.Replicated,
    ];

    /// <summary>
    /// Who is cut off still hears what had reached it before the cut, and notes or does it a moment later, and whoever was told an address
    /// still uses it; so long it proves nothing.
    /// </summary>
    internal static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private bool StandsStill => fault.Kind is "stop" or "kill" or "pause";

    /// <summary>Each piece of work.</summary>
    public IEnumerable<Trace> Find() => fault.Kind == "slow" ? [] : target.Sort switch
    {
        FaultTargetSort.Container => EventsOf(target.Name).Concat(RowsStoredBy(target.Name)),
        FaultTargetSort.Service or FaultTargetSort.Aws => EventsOf(target.Name),
        FaultTargetSort.Queue => Served(e => e.Queue == target.Name),
        FaultTargetSort.Table => Served(e => e.Store == target.Name).Concat(TableRows()),
        FaultTargetSort.Database => RowsWrittenIn(target.Region!, target.Name),
        FaultTargetSort.Writer => RowsWrittenAfterTheWriterHadLeft(),
        FaultTargetSort.Instance => Topology.DatabasesOf(target.Name).SelectMany(d => RowsWrittenIn(target.Region!, d))
            .Concat(StandsStill ? Topology.DatabasesOf(target.Name).SelectMany(d => RowsAppliedIn(target.Region!, d)) : []),
        FaultTargetSort.Routing => new ReceiptsOffline(evidence, fault, target.Region!, all).Find(),
        FaultTargetSort.Replication => Replications(),
        _ => throw new InvalidOperationException($"{target.Sort} is not a sort of target"),
    };

    // Who is stopped writes no line at all; who is only cut off may note what he tries, but not that anything came of it.
    private IEnumerable<Trace> EventsOf(string component) => Events(component, e => StandsStill || (Outcomes.Contains(e.Event) && !IsLongPoll(e)))
        .Select(e => new Trace(e.Record, $"wrote '{e.Event}' at {Trace.Time(e.At)} (life {e.Life}, event {e.Seq})"));

    // A receive that waited since before the cut may be served to a connection that leads nowhere any more.
    private static bool IsLongPoll(HistoryEvent e) => e is { Event: HistoryEvents.Served, Operation: "ReceiveMessage" };

    private bool Forbids(DateTimeOffset at) => fault.Contains(at) && (fault.Kind != "disconnect" || at >= fault.Effective!.At + Echo);

    private IEnumerable<Trace> Served(Func<HistoryEvent, bool> concerns) =>
        Events(Components.Aws(target.Region!), e => e.Event == HistoryEvents.Served && concerns(e))
            .Select(e => new Trace(e.Record, $"served {e.Operation ?? "a call"} at {Trace.Time(e.At)} ({e.Component}, event {e.Seq})"));

    private IEnumerable<HistoryEvent> Events(string component, Func<HistoryEvent, bool> counts) =>
        evidence.Lives.Of(component).SelectMany(l => l.Events).Where(e => Forbids(e.At) && counts(e));

    // A statement that was on its way when its author died may be executed later, by a database that was paused itself. It can
    // only be about a record that the author had received before the fault held.
    private IEnumerable<Trace> RowsStoredBy(string component)
    {
        HashSet<string>? inHand = null;
        foreach (var (replica, row) in Rows(Topology.Databases.Append(Topology.Table)))
        {
            if (row.StoredBy != component || !Forbids(row.StoredAt))
                continue;
            inHand ??= ReceivedBefore(component);
            if (!inHand.Contains(row.Id))
                yield return new Trace(row.Id, $"stored it in {replica.Component} at {Trace.Time(row.StoredAt)}", evidence.Lives.AreWhole(component));
        }
    }

    private HashSet<string> ReceivedBefore(string component) => [.. evidence.Lives.Of(component).SelectMany(l => l.Events)
        .Where(e => e is { Event: HistoryEvents.Received, Record: not null } && e.At <= fault.Effective!.At)
        .Select(e => e.Record!)];

    private IEnumerable<Trace> RowsWrittenIn(Region region, string store) => Rows([store])
        .Where(r => r.Row.WrittenIn == region.Name && Forbids(r.Row.StoredAt))
        .DistinctBy(r => r.Row.Id)
        .Select(r => new Trace(r.Row.Id, $"accepted it in {store} at {Trace.Time(r.Row.StoredAt)}"));

    // The old writer was fenced before a switchover took effect. A failover does not wait for one that stands still: when it goes on it
    // may execute, before it is fenced, what was in its sockets, and that can only be about a record that the author had received by then.
    private IEnumerable<Trace> RowsWrittenAfterTheWriterHadLeft()
    {
        var lost = fault.Effective!.Region!;
        var inHand = new Dictionary<string, HashSet<string>>();
        foreach (var (_, row) in Rows([target.Name]).DistinctBy(r => (r.Row.Id, r.Row.WrittenIn)))
        {
            if (row.WrittenIn != lost || !Forbids(row.StoredAt))
                continue;
            if (fault.Kind == "failover")
            {
                if (!inHand.TryGetValue(row.StoredBy, out var before))
                    inHand[row.StoredBy] = before = ReceivedBefore(row.StoredBy);
                if (before.Contains(row.Id))
                    continue;
            }

            yield return new Trace(row.Id, $"was in the other region and {lost} accepted it in {target.Name} at {Trace.Time(row.StoredAt)}");
        }
    }

    // The time in a table's row is its author's, from before the call. The author's note of the call's end, also within the fault,
    // proves that the table accepted the row meanwhile. Without such a note it may have been accepted after the recovery: then what the
    // emulator says that it served decides, and where its history has a hole nothing does.
    private IEnumerable<Trace> TableRows()
    {
        ILookup<(string, string), DateTimeOffset>? notes = null;
        foreach (var (_, row) in Rows([target.Name]).DistinctBy(r => r.Row.Id))
        {
            if (row.WrittenIn != target.Region!.Name || !Forbids(row.StoredAt))
                continue;
            var noted = (notes ??= NotesOfStoring())[(row.StoredBy, row.Id)].Where(at => at >= row.StoredAt).ToList();
            var proven = noted.Any(fault.Contains);
            if (proven || (noted.Count == 0 && !evidence.Lives.AreWhole(Components.Aws(target.Region))))
                yield return new Trace(row.Id, $"accepted it in {target.Name} at {Trace.Time(row.StoredAt)}", proven);
        }
    }

    private ILookup<(string, string), DateTimeOffset> NotesOfStoring() => Region.All
        .SelectMany(r => evidence.Lives.Of(Components.Container(r, Stage.Parse(target.Name))))
        .SelectMany(l => l.Events)
        .Where(e => e is { Event: HistoryEvents.Stored, Record: not null })
        .ToLookup(e => (e.Component, e.Record!), e => e.At);

    private IEnumerable<Trace> RowsAppliedIn(Region region, string store) =>
        (evidence.RowsOf(new Replica(region.Name, store)) ?? [])
            .Where(r => r.AppliedAt is { } applied && Forbids(applied))
            .Select(r => new Trace(r.Id, $"applied it in {Components.Database(region, store)} at {Trace.Time(r.AppliedAt!.Value)}"));

    private IEnumerable<Trace> Replications()
    {
        foreach (var region in target.Region is { } one ? [one] : Region.All)
        {
            foreach (var store in target.Region is null ? [.. Stage.All.Select(s => s.Name)] : new[] { target.Name })
            {
                foreach (var work in RowsAppliedIn(region, store))
                    yield return work;
                foreach (var e in Events(Components.Aws(region), e => e.Event == HistoryEvents.Replicated && e.Store == store))
                    yield return new Trace(e.Record, $"applied {e.Count} changes of {store} at {Trace.Time(e.At)} ({e.Component}, event {e.Seq})");
            }
        }
    }

    private IEnumerable<(Replica Replica, StoredRow Row)> Rows(IEnumerable<string> stores) => stores
        .SelectMany(s => Region.All.Select(r => new Replica(r.Name, s)))
        .SelectMany(r => (evidence.RowsOf(r) ?? []).Select(row => (r, row)));
}
