using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// The twelve queues. A message comes out where somebody had begun to send its record in, carries one record for good, and does not come
/// back in a life that began after its removal; and nobody notes more messages than the queue says that it took, handed out and removed.
/// </summary>
internal sealed class QueuesMachine(Recorded run) : IMachine
{
    private readonly Dictionary<string, (string Record, string Queue, string? Region)> _messages = [];
    private readonly Dictionary<(string Record, string Region), HashSet<string>> _entered = [];
    private readonly Dictionary<(string, string), int> _published = [];
    private readonly Dictionary<string, DateTimeOffset> _removed = [];
    private readonly Dictionary<(string Region, string Queue, string Deed), long> _noted = [];
    private readonly Dictionary<(string, string), DateTimeOffset> _born = [];

    public string Name => "queues";

    public Objection? Take(Move move)
    {
        if (move.Event is not { } e)
            return null;
        if (e.Event == HistoryEvents.Started)
            _born[(e.Component, e.Life)] = e.At;
        var worker = Worker.Named(e.Component);
        switch (e.Event)
        {
            case HistoryEvents.Publishing when run.Hosts.RegionOf(e.Region ?? "") is { } region:
                _published[(e.Record!, region)] = _published.GetValueOrDefault((e.Record!, region)) + 1;
                return null;
            case HistoryEvents.Acknowledged when run.Hosts.RegionOf(e.Region ?? "") is { } region:
                return Count(region, Topology.FirstQueue, "send", e);
            case HistoryEvents.Accepted when worker is not null:
                return Count(worker.Region.Name, worker.Stage.OutQueue, "send", e);
            case HistoryEvents.Received:
                return Receive(e, worker?.Region.Name);
            case HistoryEvents.Removed when e.MessageId is { } message:
                _removed.TryAdd(message, e.At);
                return Count(worker?.Region.Name, e.Queue!, "delete", e);
            default:
                return null;
        }
    }

    private Objection? Receive(HistoryEvent e, string? region)
    {
        var (record, queue, message) = (e.Record!, e.Queue ?? "", e.MessageId ?? "");
        var place = region is null ? $"queue {queue}" : $"queue {queue} of {region}";
        var senders = region is null ? Region.All.Select(r => r.Name) : [region];
        if (!senders.Any(r => run.SendHadBegun(r, queue, record, e.At)))
            return new Objection(place, $"nobody had begun to send record {record} into it", "records that the step before had stored, or the source had begun to publish there");
        if (_messages.TryGetValue(message, out var known) && known != (record, queue, region))
            return new Objection(place, $"message {message} was record {known.Record} in queue {known.Queue} of {known.Region}", "the same record in the same queue");
        _messages[message] = (record, queue, region);
        if (_removed.TryGetValue(message, out var removed) && _born.TryGetValue((e.Component, e.Life), out var born) && born > removed + Recorded.Tolerance)
            return new Objection(place, $"message {message} had been removed at {removed:HH:mm:ss.ffffff}, before this life began", "messages that are in the queue");
        if (region is not null && queue == Topology.FirstQueue && Entered(record, region, message) > _published.GetValueOrDefault((record, region)))
            return new Objection(place, $"{_entered[(record, region)].Count} messages of record {record} came out, and it was sent {_published.GetValueOrDefault((record, region))} times", "at most one message for each time it was published there");
        return Count(region, queue, "receive", e);
    }

    private int Entered(string record, string region, string message)
    {
        if (!_entered.TryGetValue((record, region), out var messages))
            _entered[(record, region)] = messages = [];
        messages.Add(message);
        return messages.Count;
    }

    // The destination does not say which region's queue a lane led to: there both together count.
    private Objection? Count(string? region, string queue, string deed, HistoryEvent e)
    {
        if (Region.All.Where(r => region is null || r.Name == region).Any(r => !run.KeepsHistory(r)))
            return null;
        var key = (region ?? "", queue, deed);
        var noted = _noted[key] = _noted.GetValueOrDefault(key) + 1;
        var served = Region.All.Where(r => region is null || r.Name == region).Sum(r => run.Served.UpTo(r.Name, queue, deed, e.At));
        return noted <= served
            ? null
            : new Objection(region is null ? $"queue {queue}" : $"queue {queue} of {region}", $"it served {served} messages for '{deed}' until then, and {noted} were noted", "what the queue had served");
    }
}
