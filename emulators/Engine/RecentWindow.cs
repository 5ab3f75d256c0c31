using System.Diagnostics.CodeAnalysis;

namespace ActiveActive.Engine;

/// <summary>
/// Values by key, each remembered for a length of time: deduplication ids, receive attempts, tokens of transactions. A key that
/// comes again begins its time anew. Forgets when it is added to, so its size is bounded by what comes within that time.
/// </summary>
/// <param name="length">How long a key is remembered.</param>
public sealed class RecentWindow<T>(TimeSpan length)
{
    private readonly Dictionary<string, (T Value, DateTimeOffset At)> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, DateTimeOffset At)> _byAge = new();

    /// <summary>All that is remembered, oldest first.</summary>
    public IEnumerable<(string Key, T Value, DateTimeOffset At)> Entries =>
        _byAge.Where(e => _byKey.TryGetValue(e.Key, out var known) && known.At == e.At).Select(e => (e.Key, _byKey[e.Key].Value, e.At));

    /// <summary>What came last with that key, if its time is not over.</summary>
    public bool TryFind(string key, DateTimeOffset now, [MaybeNullWhen(false)] out T value)
    {
        var found = _byKey.TryGetValue(key, out var known) && now - known.At < length;
        value = found ? known.Value : default;
        return found;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _byKey.Clear();
        _byAge.Clear();
    }

    /// <summary>Remembers a key, and forgets those whose time is over.</summary>
    public void Add(string key, T value, DateTimeOffset at)
    {
        while (_byAge.TryPeek(out var oldest) && at - oldest.At >= length)
        {
            _byAge.Dequeue();
            if (_byKey.TryGetValue(oldest.Key, out var known) && known.At == oldest.At)
                _byKey.Remove(oldest.Key);
        }

        _byKey[key] = (value, at);
        _byAge.Enqueue((key, at));
    }
}
