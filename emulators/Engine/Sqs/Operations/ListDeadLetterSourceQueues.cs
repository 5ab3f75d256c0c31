namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>The names of the queues whose dead letters go to this one, in order.</summary>
/// <param name="Name">The dead-letter queue.</param>
/// <param name="After">The last name of the page before.</param>
public sealed record ListDeadLetterSourceQueues(string Name, string After) : ISqsOperation<IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Execute(SqsTurn turn)
    {
        turn.Engine.Queue(Name);
        return [.. turn.Engine.SourcesOf(Name).Where(n => string.CompareOrdinal(n, After) > 0)];
    }
}
