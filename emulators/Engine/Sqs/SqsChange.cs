namespace ActiveActive.Engine.Sqs;

/// <summary>One change of the queues: what the journal keeps.</summary>
public abstract record SqsChange
{
    private SqsChange()
    {
    }

    /// <summary>A queue was created, or its attributes were set.</summary>
    public sealed record QueueSet(string Queue, IReadOnlyDictionary<string, string> Attributes, DateTimeOffset Created, DateTimeOffset Modified) : SqsChange;

    /// <summary>A queue was deleted with all its messages.</summary>
    public sealed record QueueDeleted(string Queue, DateTimeOffset At) : SqsChange;

    /// <summary>A queue was emptied.</summary>
    public sealed record QueuePurged(string Queue, DateTimeOffset At) : SqsChange;

    /// <summary>A message came into a queue. What is in flight or ready in it at restart is ready.</summary>
    public sealed record MessageAdded(string Queue, QueuedMessage Message) : SqsChange;

    /// <summary>A message was deleted, moved away or kept for long enough.</summary>
    public sealed record MessageRemoved(string Queue, long Order) : SqsChange;

    /// <summary>A message was handed out.</summary>
    public sealed record MessageReceived(string Queue, long Order, int Receives, DateTimeOffset First) : SqsChange;

    /// <summary>A FIFO queue has seen a deduplication id.</summary>
    public sealed record Deduplicated(string Queue, string Key, long Order, DateTimeOffset At) : SqsChange;

    /// <summary>A queue's tags are these now.</summary>
    public sealed record QueueTagged(string Queue, IReadOnlyDictionary<string, string> Tags) : SqsChange;

    /// <summary>A message move task began or got on.</summary>
    public sealed record MoveTaskSet(MoveTask Task) : SqsChange;

    /// <summary>Order numbers up to this one have been given.</summary>
    public sealed record OrderAt(long Order) : SqsChange;
}
