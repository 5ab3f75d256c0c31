namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>The names of queues in order.</summary>
/// <param name="Prefix">What they begin with.</param>
/// <param name="After">The last name of the page before.</param>
public sealed record ListQueues(string Prefix, string After) : ISqsOperation<IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public string? Queue => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Execute(SqsTurn turn) =>
    [
        .. turn.Engine.Queues.Keys.Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && string.CompareOrdinal(n, After) > 0),
    ];
}
