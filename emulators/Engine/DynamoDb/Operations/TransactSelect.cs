namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>The SELECTs of a transaction: each of one item, all as they are at one moment.</summary>
public sealed class TransactSelect : IDataOperation<IReadOnlyList<PageResult>>
{
    /// <summary>The SELECTs in order.</summary>
    public required IReadOnlyList<SelectItems> Selects { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [.. Selects.Select(s => s.Table).Distinct()];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(IReadOnlyList<PageResult>? result) =>
        Selects.Select((s, i) => (s.Table, Count: result?[i].Count ?? 0)).GroupBy(s => s.Table).Select(g => (g.Key, g.Sum(e => e.Count)));

    /// <inheritdoc/>
    public void Prepare()
    {
        foreach (var select in Selects)
            select.Prepare();
    }

    /// <inheritdoc/>
    public IReadOnlyList<PageResult> Execute(Turn turn) => [.. Selects.Select((s, i) => TransactStatements.Of(i, () => s.Execute(turn)))];
}
