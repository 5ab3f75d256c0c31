namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>Finds a queue: that it is there is the answer.</summary>
public sealed record FindQueue(string Name) : ISqsOperation<string>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public string Execute(SqsTurn turn) => turn.Engine.Queue(Name).Name;
}
