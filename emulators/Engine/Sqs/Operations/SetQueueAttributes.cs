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

    /// <summary>A dead-letter queue must be there and another one.</summary>
    internal static void CheckDeadLetterQueue(SqsTurn turn, string name, QueueAttributes attributes)
    {
        if (attributes.DeadLetterQueue is not { } target)
            return;
        if (!turn.Engine.Queues.ContainsKey(target))
            throw SqsException.Invalid(attributes.All["RedrivePolicy"], "RedrivePolicy", "Dead letter target does not exist.");
        if (target == name)
            throw SqsException.Invalid(attributes.All["RedrivePolicy"], "RedrivePolicy", "Dead letter target must be another queue.");
    }
}
