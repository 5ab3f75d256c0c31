using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>
/// Up to 100 writes and checks, all or none. All are checked before the first is done, and all together are one change of the
/// journal with the client's token, so that a repetition after a crash is known as one.
/// </summary>
public sealed class TransactWriteItems : IDataOperation<TransactWriteResult>
{
    /// <summary>The parts in order.</summary>
    public required IReadOnlyList<ItemWrite> Actions { get; init; }

    /// <summary>ClientRequestToken, or null.</summary>
    public string? Token { get; init; }

    /// <summary>A hash of the request, which a repetition shares.</summary>
    public string Request { get; init; } = "";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [.. Actions.Select(a => a.Table).Distinct()];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(TransactWriteResult? result) =>
        Actions.GroupBy(a => a.Table).Select(g => (g.Key, result is null ? 0 : g.Count()));

    /// <inheritdoc/>
    public void Prepare()
    {
        foreach (var action in Actions)
            action.Prepare();
        if (Actions.Sum(a => (long)ItemSize.Of(a.KeySource)) > DynamoLimits.TransactionBytes)
            throw DynamoException.Validation("Collection size of items in the transaction exceeds the maximum of 4 MB");
    }

    /// <inheritdoc/>
    public TransactWriteResult Execute(Turn turn)
    {
        CheckItems(turn);
        if (Token is not null && turn.Engine.Tokens.Find(Token, turn.Now) is { } used)
            return used.Request == Request ? Repeated(turn) : throw new DynamoException(
                "IdempotentParameterMismatchException", "The provided client token was already used with other request parameters");
        var plans = new List<PlannedWrite>(Actions.Count);
        var reasons = new List<CancellationReason>(Actions.Count);
        foreach (var action in Actions)
        {
            try
            {
                plans.Add(action.Plan(turn));
                reasons.Add(CancellationReason.None);
            }
            catch (DynamoException error)
            {
                reasons.Add(CancellationReason.Of(error));
            }
        }

        if (plans.Count < Actions.Count)
            throw CancellationReason.Cancel(reasons);
        var result = new TransactWriteResult();
        for (var i = 0; i < plans.Count; i++)
        {
            result.Add(Actions[i].Table, ItemWrite.Units(plans[i].Table, plans[i].Old, plans[i].New), ItemWrite.Collection(plans[i].Table, plans[i].Key));
            plans[i].Do(turn);
        }

        if (Token is not null)
            turn.Write(new Change.TokenUsed(Token, Request, turn.Now));
        return result;
    }

    /// <summary>Every table is there, and no item comes twice.</summary>
    private void CheckItems(Turn turn)
    {
        var seen = Tables.ToDictionary(t => t, _ => new SortedSet<RowKey>());
        foreach (var action in Actions)
        {
            var schema = turn.Engine.Table(action.Table).Schema;
            if (schema.Keys.All(k => action.KeySource.TryGetValue(k.Name, out var value) && value.Type == k.Type && ItemSize.Of(value) <= DynamoLimits.HashKeyBytes)
                && !seen[action.Table].Add(KeyFor(schema, action)))
                throw DynamoException.Validation("Transaction request cannot include multiple operations on one item");
        }
    }

    private static RowKey KeyFor(TableSchema schema, ItemWrite action) =>
        RowKey.Of(action.KeySource[schema.Hash.Name], schema.Range is null ? null : action.KeySource[schema.Range.Name]);

    /// <summary>A repetition answers that all is done, and costs what reading the items costs.</summary>
    private TransactWriteResult Repeated(Turn turn)
    {
        turn.SeeAll();
        var result = new TransactWriteResult { IsRepetition = true };
        foreach (var action in Actions)
        {
            var table = turn.Engine.Table(action.Table);
            var row = table.Find(KeyFor(table.Schema, action));
            result.Add(action.Table, new Capacity { Table = ReadUnits.Of(row?.Size ?? 0, consistent: true) }, null);
        }

        return result;
    }
}
