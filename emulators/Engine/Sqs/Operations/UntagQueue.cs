namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Takes tags from a queue; one that it does not have is no error.</summary>
public sealed record UntagQueue(string Name, IReadOnlyList<string> Keys) : ISqsOperation<bool>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public bool Execute(SqsTurn turn)
    {
        var queue = turn.Engine.Queue(Name);
        if (Keys.Count == 0)
            throw new SqsException("InvalidParameterValue", "Tag keys must be between 1 and 128 characters in length.");
        turn.Write(new SqsChange.QueueTagged(Name, queue.Tags.Where(t => !Keys.Contains(t.Key)).ToDictionary(StringComparer.Ordinal)));
        return true;
    }
}
