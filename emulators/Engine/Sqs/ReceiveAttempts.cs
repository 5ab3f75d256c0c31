namespace ActiveActive.Engine.Sqs;

/// <summary>
/// What receives with a ReceiveRequestAttemptId were given in the last five minutes: the same attempt gets the same messages
/// again, unless one of them has been deleted, given back or has become visible. Lives in memory only, as being in flight does.
/// </summary>
public sealed class ReceiveAttempts
{
    private readonly RecentWindow<(long Order, int Receive)[]> _attempts = new(SqsLimits.Deduplication);

    /// <summary>The messages that the attempt was given, if it may have them again.</summary>
    public IReadOnlyList<QueuedMessage>? Find(string id, MessageQueue queue, DateTimeOffset now)
    {
        if (!_attempts.TryFind(id, now, out var attempt))
            return null;
        var messages = new List<QueuedMessage>(attempt.Length);
        foreach (var (order, receive) in attempt)
        {
            if (queue.Find(order) is not { State: MessageState.InFlight } message || message.Receives != receive || message.Touched)
                return null;
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>Remembers what an attempt is given.</summary>
    public void Add(string id, IEnumerable<(long Order, int Receive)> messages, DateTimeOffset now) => _attempts.Add(id, [.. messages], now);
}
