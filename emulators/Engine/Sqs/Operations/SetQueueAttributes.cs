namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Changes a queue's attributes.</summary>
public sealed record SetQueueAttributes(string Name, IReadOnlyDictionary<string, string> Attributes) : ISqsOperation<MessageQueue>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public MessageQueue Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        var attributes = queue.Attributes.With(Attributes);
        CheckDeadLetterQueue(turn, Name, attributes);
        turn.Write(new SqsChange.QueueSet(Name, attributes.All, queue.Created, turn.Now));
        turn.Wake(Name);
        return queue;
    }

    /// <summary>A dead-letter queue must be there, of the same type, and may choose whose it is.</summary>
    internal static void CheckDeadLetterQueue(SqsTurn turn, string name, QueueAttributes attributes)
    {
        if (attributes.DeadLetterQueue is not { } target)
            return;
        var policy = attributes.All["RedrivePolicy"];
        if (target == name)
            throw SqsException.Invalid(policy, "RedrivePolicy", "Dead letter target must be another queue.");
        // The name tells the type, so a queue of the wrong one need not be there to be refused; the two periods are AWS's.
        if (target.EndsWith(CreateQueue.FifoSuffix, StringComparison.Ordinal) != attributes.IsFifo)
            throw SqsException.Invalid(policy, "RedrivePolicy", "Dead-letter queue must be same type of queue as the source..");
        if (!turn.Engine.Queues.TryGetValue(target, out var queue))
            throw SqsException.Invalid(policy, "RedrivePolicy", "Dead letter target does not exist.");
        if (queue.Attributes.MayUse is { } allowed && !allowed.Contains(turn.Engine.ArnOf(name)))
            throw SqsException.Invalid(policy, "RedrivePolicy", "Dead letter target does not allow this queue to use it.");
    }
}
