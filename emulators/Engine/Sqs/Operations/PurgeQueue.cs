namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Takes all messages out of a queue.</summary>
public sealed record PurgeQueue(string Name) : ISqsOperation<bool>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public bool Execute(SqsTurn turn)
    {
        if (turn.Engine.Queue(Name).Purged is { } purged && turn.Now - purged < SqsLimits.Pause)
            throw new SqsException("PurgeQueueInProgress", $"Only one PurgeQueue operation on {Name} is allowed every 60 seconds.");
        turn.Write(new SqsChange.QueuePurged(Name, turn.Now));
        return true;
    }
}
