namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Creates a queue, or finds the one that is there with the same attributes.</summary>
public sealed record CreateQueue(string Name, IReadOnlyDictionary<string, string> Attributes) : ISqsOperation<MessageQueue>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public MessageQueue Execute(SqsTurn turn)
    {
        if (Name.EndsWith(".fifo", StringComparison.Ordinal))
            throw SqsException.NotThere("A FIFO queue");
        if (Name.Length is 0 or > SqsLimits.QueueNameLength || Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw new SqsException("InvalidParameterValue", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        var attributes = new QueueAttributes(Attributes);
        if (turn.Engine.Queues.TryGetValue(Name, out var there))
        {
            foreach (var name in Attributes.Keys)
            {
                if (there.Attributes.All.GetValueOrDefault(name) != attributes.All.GetValueOrDefault(name))
                    throw new SqsException("QueueNameExists", $"A queue already exists with the same name and a different value for attribute {name}");
            }

            return there;
        }

        if (turn.Engine.DeletedAt(Name) is { } deleted && turn.Now - deleted < SqsLimits.Pause)
            throw new SqsException("QueueDeletedRecently", "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
        SetQueueAttributes.CheckDeadLetterQueue(turn, Name, attributes);
        turn.Write(new SqsChange.QueueSet(Name, attributes.All, turn.Now, turn.Now));
        return turn.Engine.Queue(Name);
    }
}
