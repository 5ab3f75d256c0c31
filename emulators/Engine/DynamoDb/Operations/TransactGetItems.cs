using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Reads up to 100 items as they are at one moment.</summary>
public sealed class TransactGetItems : IDataOperation<IReadOnlyList<ReadResult>>
{
    /// <summary>The reads in order.</summary>
    public required IReadOnlyList<GetItem> Gets { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [.. Gets.Select(g => g.Table).Distinct()];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(IReadOnlyList<ReadResult>? result) =>
        Gets.Select((g, i) => (g.Table, Found: result?[i].Item is null ? 0 : 1)).GroupBy(g => g.Table).Select(g => (g.Key, g.Sum(e => e.Found)));

    /// <inheritdoc/>
    public void Prepare()
    {
        foreach (var get in Gets)
            get.Prepare();
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReadResult> Execute(Turn turn)
    {
        var results = new List<ReadResult>(Gets.Count);
        var reasons = new List<CancellationReason>(Gets.Count);
        foreach (var get in Gets)
        {
            try
            {
                results.Add(get.Execute(turn));
                reasons.Add(CancellationReason.None);
            }
            catch (DynamoException error)
            {
                reasons.Add(CancellationReason.Of(error));
            }
        }

        if (results.Count < Gets.Count)
            throw CancellationReason.Cancel(reasons);
        var items = Tables.ToDictionary(t => t, _ => new SortedSet<RowKey>());
        if (Gets.Any(g => !items[g.Table].Add(turn.Engine.Table(g.Table).Schema.KeyOfKey(g.Key))))
            throw DynamoException.Validation("Transaction request cannot include multiple operations on one item");
        return results;
    }
}
