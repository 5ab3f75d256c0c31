namespace ActiveActive.Engine.Sqs;

/// <summary>
/// The deduplication ids that a FIFO queue has seen in the last five minutes, each with the message that it brought. A message
/// counts although it has been received and deleted since.
/// </summary>
public sealed class DeduplicationWindow
{
    /// <summary>How long an id is remembered.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (long Order, DateTimeOffset At)> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, DateTimeOffset At)> _byAge = new();

    /// <summary>All that is remembered, oldest first.</summary>
    public IEnumerable<(string Key, long Order, DateTimeOffset At)> Entries =>
        _byAge.Where(e => _seen.TryGetValue(e.Key, out var seen) && seen.At == e.At).Select(e => (e.Key, _seen[e.Key].Order, e.At));

    /// <summary>The order number of the message that came with that key, if that was less than five minutes ago.</summary>
    public long? Find(string key, DateTimeOffset now) => _seen.TryGetValue(key, out var seen) && now - seen.At < Length ? seen.Order : null;

    /// <summary>Remembers a key, and forgets those whose time is over.</summary>
    public void Add(string key, long order, DateTimeOffset at)
    {
        while (_byAge.TryPeek(out var oldest) && at - oldest.At >= Length)
        {
            _byAge.Dequeue();
            if (_seen.TryGetValue(oldest.Key, out var seen) && seen.At == oldest.At)
                _seen.Remove(oldest.Key);
        }

        _seen[key] = (order, at);
        _byAge.Enqueue((key, at));
    }
}
