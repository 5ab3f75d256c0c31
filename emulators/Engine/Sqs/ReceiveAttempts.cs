namespace ActiveActive.Engine.Sqs;

/// <summary>
/// What receives with a ReceiveRequestAttemptId were given in the last five minutes: the same attempt gets the same messages
/// again, unless one of them has been deleted, given back or has become visible. Lives in memory only, as being in flight does.
/// </summary>
public sealed class ReceiveAttempts
{
    private readonly Dictionary<string, (DateTimeOffset At, (long Order, int Receive)[] Messages)> _attempts = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> _byAge = new();

    /// <summary>The messages that the attempt was given, if it may have them again.</summary>
    public IReadOnlyList<QueuedMessage>? Find(string id, MessageQueue queue, DateTimeOffset now)
    {
        if (!_attempts.TryGetValue(id, out var attempt) || now - attempt.At >= DeduplicationWindow.Length)
            return null;
        var messages = new List<QueuedMessage>(attempt.Messages.Length);
        foreach (var (order, receive) in attempt.Messages)
        {
            if (queue.Find(order) is not { State: MessageState.InFlight } message || message.Receives != receive || message.Touched)
                return null;
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>Remembers what an attempt is given.</summary>
    public void Add(string id, IEnumerable<(long Order, int Receive)> messages, DateTimeOffset now)
    {
        while (_byAge.TryPeek(out var oldest) && now - oldest.At >= DeduplicationWindow.Length)
        {
            _byAge.Dequeue();
            if (_attempts.TryGetValue(oldest.Id, out var attempt) && attempt.At == oldest.At)
                _attempts.Remove(oldest.Id);
        }

        _attempts[id] = (now, [.. messages]);
        _byAge.Enqueue((id, now));
    }
}
