using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Controller;

/// <summary>
/// Which records each queue holds, by the components' own histories, and since when: a queue tells how many messages it has and not
/// how old they are. Pure: events in, moves out.
/// </summary>
internal sealed class RecordPlaces
{
    // As many as what is read of the source's past may tell of; of what comes on top the age is not known.
    private const int MostHeld = 400_000;

    private readonly Dictionary<string, Dictionary<string, DateTimeOffset>> _held = [];
    private readonly Dictionary<string, string> _regions = [];
    private int _count;

    /// <summary>Acknowledgements so far.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Learns at which host a region's queues are: the source knows them by that.</summary>
    public void Learn(string host, string region) => _regions[host] = region;

    /// <summary>Takes an event; returns the move that it is, or null.</summary>
    public LiveMove? Take(HistoryEvent e)
    {
        if (e.Record is not { } record)
            return null;
        var queue = QueueOf(e);
        switch (e.Event)
        {
            case HistoryEvents.Acknowledged:
                Acknowledged++;
                Put(queue, record, e.At);
                break;
            case HistoryEvents.Accepted:
                Put(queue, record, e.At);
                break;
            case HistoryEvents.Removed:
                Remove(queue, record);
                return null;
            case HistoryEvents.Received or HistoryEvents.Stored or HistoryEvents.Delivered:
                break;
            default:
                return null;
        }

        return new LiveMove(record, e.Event, e.Component, queue, e.At);
    }

    /// <summary>By queue, how long the longest has been there.</summary>
    public IReadOnlyDictionary<string, double> OldestSeconds(DateTimeOffset now) => _held
        .Where(q => q.Value.Count > 0)
        .ToDictionary(q => q.Key, q => Math.Max(0, Math.Round((now - q.Value.Values.Min()).TotalSeconds, 1)));

    /// <summary>
    /// A queue was seen to hold at most <paramref name="depth"/> messages after <paramref name="asked"/>. What is held here beyond that has
    /// left it, and nobody told: its removal is further back than was read, or its stage died before it wrote the line. The oldest are those.
    /// </summary>
    public void Saw(string queue, long depth, DateTimeOffset asked)
    {
        if (_held.GetValueOrDefault(queue) is not { } records || records.Count <= depth)
            return;
        foreach (var (record, _) in records.Where(r => r.Value <= asked).OrderBy(r => r.Value).Take((int)(records.Count - depth)).ToList())
            Remove(queue, record);
    }

    private void Put(string? queue, string record, DateTimeOffset at)
    {
        if (queue is null || _count >= MostHeld)
            return;
        if (!_held.TryGetValue(queue, out var records))
            _held[queue] = records = [];
        if (records.TryAdd(record, at))
            _count++;
    }

    private void Remove(string? queue, string record)
    {
        if (queue is not null && _held.GetValueOrDefault(queue)?.Remove(record) == true)
            _count--;
    }

    // A stage's queues are its own region's; source and destination say which region they spoke to, by name or by host.
    private string? QueueOf(HistoryEvent e)
    {
        if (e.Queue is not { } queue)
            return null;
        var region = e.Region is { } told
            ? Region.All.FirstOrDefault(r => r.Name == told)?.Name ?? _regions.GetValueOrDefault(told)
            : Region.All.FirstOrDefault(r => e.Component.StartsWith(r.Name + "/", StringComparison.Ordinal))?.Name;
        return region is null ? null : $"{region}/{queue}";
    }
}
