namespace ActiveActive.Spec;

/// <summary>One queue at the end of the run.</summary>
/// <param name="Region">The region's short name.</param>
/// <param name="Queue">Its SQS name; a dead-letter queue's ends in -dlq.</param>
/// <param name="DeadLetter">True for a dead-letter queue.</param>
/// <param name="Visible">Messages that a receive would get.</param>
/// <param name="InFlight">Messages received and not yet removed.</param>
/// <param name="Delayed">Messages not yet visible for the first time.</param>
/// <param name="Messages">What was peeked at: dead-letter queues only.</param>
public sealed record QueueContent(
    string Region, string Queue, bool DeadLetter, int Visible, int InFlight, int Delayed, IReadOnlyList<PeekedMessage> Messages)
{
    /// <summary>All messages of the queue, whatever their state.</summary>
    public int Total => Visible + InFlight + Delayed;
}
