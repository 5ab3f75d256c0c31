namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>A queue's tags.</summary>
public sealed record ListQueueTags(string Name) : ISqsOperation<IReadOnlyDictionary<string, string>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Execute(SqsTurn turn) => turn.Engine.Queue(Name).Tags;
}
