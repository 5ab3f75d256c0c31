namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Creates a queue, or finds the one that is there with the same attributes.</summary>
public sealed record CreateQueue(string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string>? Tags = null)
    : ISqsOperation<MessageQueue>
{
    /// <summary>What the name of a FIFO queue ends in, and no other's.</summary>
    internal const string FifoSuffix = ".fifo";

    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public MessageQueue Execute(SqsTurn turn)
    {
        CheckName();
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
        if (Tags is { Count: > 0 })
            TagQueue.Check(Name, Tags);
        turn.Write(new SqsChange.QueueSet(Name, attributes.All, turn.Now, turn.Now));
        if (Tags is { Count: > 0 })
            turn.Write(new SqsChange.QueueTagged(Name, Tags));
        return turn.Engine.Queue(Name);
    }

    private void CheckName()
    {
        var fifo = Attributes.GetValueOrDefault("FifoQueue");
        if (fifo is not (null or "true" or "false"))
            throw new SqsException("InvalidAttributeValue", "Invalid value for the parameter FifoQueue.");
        if (fifo == "true")
        {
            if (!Name.EndsWith(FifoSuffix, StringComparison.Ordinal) || Name.Length > SqsLimits.QueueNameLength || !IsStem(Name[..^FifoSuffix.Length]))
                throw new SqsException("InvalidParameterValue", "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.");
            return;
        }

        if (Name.Length > SqsLimits.QueueNameLength || !IsStem(Name))
            throw new SqsException("InvalidParameterValue", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }

    private static bool IsStem(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
