namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>
/// A queue in the plainest words: one list of messages in order of sending, searched from its start every time. What AWS's manual
/// says of a message can be read off here; how to be quick about it is the engine's affair.
/// </summary>
internal sealed class ModelQueue(bool fifo, int mostReceives)
{
    private static readonly TimeSpan Deduplication = TimeSpan.FromMinutes(5);
    private readonly List<ModelMessage> _messages = [];
    private readonly Dictionary<string, DateTimeOffset> _seen = [];
    private readonly Dictionary<string, (long Number, long Served)> _served = [];
    private long _number;
    private long _serves;
    private DateTimeOffset? _purged;

    /// <summary>How long it keeps messages.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    /// <summary>Bodies of the messages that were received too often, in the order in which they came there.</summary>
    public List<string> Dead { get; } = [];

    /// <summary>Messages that can be seen, are in flight, or are delayed.</summary>
    public (int Ready, int InFlight, int Delayed) Counts(DateTimeOffset now)
    {
        Expire(now);
        return (_messages.Count(m => m.HiddenUntil <= now), _messages.Count(m => m.HiddenUntil > now && m.Taken), _messages.Count(m => m.HiddenUntil > now && !m.Taken));
    }

    public void Send(string body, DateTimeOffset now, int delay, string? group = null, string? deduplication = null)
    {
        if (fifo)
        {
            if (_seen.TryGetValue(deduplication!, out var at) && now - at < Deduplication)
                return;
            _seen[deduplication!] = now;
            if (!_messages.Exists(m => m.Group == group))
                _served.Remove(group!);
        }

        _messages.Add(new ModelMessage(body, group, now, ++_number) { HiddenUntil = now + TimeSpan.FromSeconds(delay) });
    }

    /// <summary>The messages that a receive hands out.</summary>
    public List<ModelMessage> Receive(int most, int visibility, DateTimeOffset now)
    {
        Expire(now);
        List<ModelMessage> taken = [];
        List<ModelMessage> dead = [];
        foreach (var message in fifo ? InOrderOfGroups(now) : _messages.Where(m => m.HiddenUntil <= now))
        {
            if (taken.Count == most)
                break;
            (message.Receives == mostReceives ? dead : taken).Add(message);
        }

        foreach (var message in dead)
        {
            _messages.Remove(message);
            Dead.Add(message.Body);
        }

        foreach (var message in taken)
        {
            message.Receives++;
            message.GivenBack = visibility == 0;
            if (visibility > 0)
                (message.HiddenUntil, message.Taken) = (now + TimeSpan.FromSeconds(visibility), true);
        }

        foreach (var group in taken.Select(m => m.Group).OfType<string>().Distinct())
            _served[group] = (_number, ++_serves);
        return taken;
    }

    /// <summary>False when the handle has expired, which in a standard queue none does. A message that is gone is deleted.</summary>
    public bool Delete(ModelMessage message, int receive, DateTimeOffset now)
    {
        if (fifo && _messages.Contains(message) && !Holds(message, receive, now))
            return false;
        _messages.Remove(message);
        return true;
    }

    /// <summary>
    /// False when the message is gone or was given back, and in a FIFO queue when the handle has expired. In a standard queue any
    /// handle hides again what can be seen because its time has run out.
    /// </summary>
    public bool ChangeVisibility(ModelMessage message, int receive, int seconds, DateTimeOffset now)
    {
        Expire(now);
        if (!_messages.Contains(message) || (fifo ? !Holds(message, receive, now) : message.GivenBack && message.HiddenUntil <= now))
            return false;
        (message.Taken, message.GivenBack) = (true, seconds == 0);
        message.HiddenUntil = now + TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>False when it was purged less than a minute ago.</summary>
    public bool Purge(DateTimeOffset now)
    {
        if (_purged is { } before && now - before < TimeSpan.FromMinutes(1))
            return false;
        _purged = now;
        _messages.Clear();
        _seen.Clear();
        _served.Clear();
        return true;
    }

    /// <summary>After a restart what was in flight can be seen again.</summary>
    public void Restart(DateTimeOffset now)
    {
        _served.Clear();
        foreach (var message in _messages)
        {
            message.GivenBack = false;
            if (message.Taken)
                message.HiddenUntil = now;
        }
    }

    // Group by group, the one with the oldest first message first, and those that were received from behind what had been sent by
    // then; of each what can be seen before anything that cannot.
    private IEnumerable<ModelMessage> InOrderOfGroups(DateTimeOffset now) => _messages.GroupBy(m => m.Group)
        .OrderBy(group => new[] { (group.First().Number, 0L), _served.GetValueOrDefault(group.Key!) }.Max())
        .SelectMany(group => group.TakeWhile(m => m.HiddenUntil <= now)).ToList();

    private static bool Holds(ModelMessage message, int receive, DateTimeOffset now) =>
        message.Taken && message.HiddenUntil > now && message.Receives == receive;

    private void Expire(DateTimeOffset now) => _messages.RemoveAll(m => m.Sent + Retention <= now);
}
