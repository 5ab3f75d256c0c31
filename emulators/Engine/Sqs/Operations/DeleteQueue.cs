namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Deletes a queue with all its messages.</summary>
public sealed record DeleteQueue(string Name) : ISqsOperation<bool>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public bool Execute(SqsTurn turn)
    {
        turn.Engine.Queue(Name);
        turn.Write(new SqsChange.QueueDeleted(Name, turn.Now));
        turn.Wake(Name);
        return true;
    }
}
