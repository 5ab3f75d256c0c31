using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Plays what components do, deed by deed, and keeps the traces that honest ones leave. Every deed takes a millisecond of its own clock.</summary>
internal sealed class RunScript
{
    private readonly Dictionary<string, (int Life, long Seq)> _authors = [];
    private readonly List<(Replica Replica, StoredRow Row)> _unreplicated = [];
    private readonly HashSet<(string Store, string Record)> _kept = [];
    private int _messages;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public List<GivenRecord> Given { get; } = [];

    public List<HistoryEvent> History { get; } = [];

    public Dictionary<Replica, List<StoredRow>> Stores { get; } = Replica.All.ToDictionary(r => r, _ => new List<StoredRow>());

    public List<Delivery> Deliveries { get; } = [];

    /// <summary>While true, what is written to the table in region 2 does not get into region 1.</summary>
    public bool TableReplicationPaused { get; set; }

    public static BodyDigest BodyOf(string record) => BodyDigest.Of($$"""{"id":"{{record}}","amount":12.5}""");

    public DateTimeOffset Write(string component, HistoryEvent e)
    {
        var (life, seq) = _authors.GetValueOrDefault(component, (1, 0));
        _authors[component] = (life, seq + 1);
        Now += TimeSpan.FromMilliseconds(1);
        History.Add(e with { At = Now, Component = component, Life = $"life-{life}", Seq = seq + 1 });
        return Now;
    }

    /// <summary>Nothing is done before that any more.</summary>
    public void NotBefore(DateTimeOffset moment) => Now = moment > Now ? moment : Now;

    public void BeginLife(string component)
    {
        if (_authors.TryGetValue(component, out var before))
            _authors[component] = (before.Life + 1, 0);
        Write(component, new HistoryEvent(HistoryEvents.Started));
    }

    /// <summary>The source sends a record; null as answer is none.</summary>
    public string Publish(GivenRecord record, Region region, int attempt = 1, string? outcome = HistoryEvents.Acknowledged)
    {
        Source(HistoryEvents.Publishing, record, region, attempt);
        Serve(region, "SendMessage", Topology.FirstQueue);
        if (outcome is not null)
            Source(outcome, record, region, attempt);
        return $"message-{++_messages}";
    }

    /// <summary>One stage does all of its work on a message, or the first <paramref name="deeds"/> of it. Answers the message that it sent on.</summary>
    public string Handle(Region region, Stage stage, GivenRecord record, string message, int attempt = 1, int deeds = 5)
    {
        var worker = Components.Container(region, stage);
        HistoryEvent Event(string name) => new(name) { Record = record.Id, Batch = record.Batch, Queue = stage.InQueue, MessageId = message };

        Serve(region, "ReceiveMessage", stage.InQueue);
        Write(worker, Event(HistoryEvents.Received) with { Attempt = attempt });
        if (deeds < 2)
            return "";
        var fresh = Store(region, stage, record, worker);
        Write(worker, Event(HistoryEvents.Stored) with { Store = stage.Name, Fresh = fresh });
        Serve(region, "SendMessage", stage.OutQueue);
        Write(worker, Event(HistoryEvents.Accepted) with { Queue = stage.OutQueue });
        var sent = $"message-{++_messages}";
        Write(worker, Event(HistoryEvents.Removing));
        if (deeds < 5)
            return sent;
        Serve(region, "DeleteMessage", stage.InQueue);
        Write(worker, Event(HistoryEvents.Removed));
        return sent;
    }

    public void Deliver(Region region, GivenRecord record, string message)
    {
        HistoryEvent Event(string name) => new(name) { Record = record.Id, Batch = record.Batch, Queue = Topology.LastQueue, MessageId = message };

        Serve(region, "ReceiveMessage", Topology.LastQueue);
        Write(Components.RecordDestination, Event(HistoryEvents.Received));
        var fresh = _kept.Add((Components.RecordDestination, record.Id));
        Now += TimeSpan.FromMilliseconds(1);
        if (fresh)
            Deliveries.Add(new Delivery(record.Id, record.Batch, record.Body, region.Name, Now));
        Write(Components.RecordDestination, Event(HistoryEvents.Delivered) with { Fresh = fresh });
        Write(Components.RecordDestination, Event(HistoryEvents.Removing));
        Serve(region, "DeleteMessage", Topology.LastQueue);
        Write(Components.RecordDestination, Event(HistoryEvents.Removed));
    }

    /// <summary>From the stage at <paramref name="from"/> to the destination.</summary>
    public void Finish(Region region, GivenRecord record, string message, int from = 0, int attempt = 1)
    {
        for (var stage = from; stage < Stage.All.Count; stage++)
            message = Handle(region, Stage.All[stage], record, message, stage == from ? attempt : 1);
        Deliver(region, record, message);
    }

    public void ResumeTableReplication()
    {
        TableReplicationPaused = false;
        foreach (var (replica, row) in _unreplicated)
            Apply(replica, row);
        _unreplicated.Clear();
    }

    public void Fault(string name, ExpectedFault fault, string? detail = null, string by = "f5") => Write(
        Components.Lab, new HistoryEvent(name) { Fault = fault.Id, Target = fault.Target, Kind = fault.Kind, By = by, Detail = detail });

    private void Source(string name, GivenRecord record, Region region, int attempt) => Write(
        Components.RecordSource, new HistoryEvent(name) { Record = record.Id, Batch = record.Batch, Region = region.Name, Attempt = attempt });

    private void Serve(Region region, string operation, string queue) =>
        Write(Components.Aws(region), new HistoryEvent(HistoryEvents.Served) { Operation = operation, Queue = queue, Count = 1 });

    private bool Store(Region region, Stage stage, GivenRecord record, string worker)
    {
        // Aurora has its one writer in region 1; the table takes writes in either.
        var home = stage.Store == StoreKind.Aurora ? Region.One : region;
        var (own, peer) = (new Replica(home.Name, stage.Name), new Replica(home.Peer.Name, stage.Name));
        if (!_kept.Add((stage.Name, record.Id)))
            return false;
        if (stage.Store == StoreKind.DynamoDb)
            Write(Components.Aws(region), new HistoryEvent(HistoryEvents.Served) { Operation = "PutItem", Store = stage.Name, Count = 1 });
        Now += TimeSpan.FromMilliseconds(1);
        var row = new StoredRow(record.Id, record.Batch, record.Body, worker, Now, home.Name, null);
        Stores[own].Add(row);
        if (stage.Store == StoreKind.DynamoDb && TableReplicationPaused && peer.Region == Region.One.Name)
            _unreplicated.Add((peer, row));
        else
            Apply(peer, row);
        return true;
    }

    private void Apply(Replica replica, StoredRow row)
    {
        Now += TimeSpan.FromMilliseconds(1);
        Stores[replica].Add(row with { AppliedAt = Now });
        if (replica.Store == Topology.Table)
        {
            Write(
                Components.Aws(Region.Parse(replica.Region)),
                new HistoryEvent(HistoryEvents.Replicated) { Store = replica.Store, Count = 1, Milliseconds = (Now - row.StoredAt).TotalMilliseconds });
        }
    }
}
