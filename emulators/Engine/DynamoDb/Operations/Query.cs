using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Reads items of one partition of a table or index in the order of their range keys.</summary>
public sealed class Query : PageRead
{
    private KeyCondition? _keys;

    /// <summary>KeyConditionExpression.</summary>
    public string? KeyConditionText { get; init; }

    /// <summary>KeyConditions, or null.</summary>
    public IReadOnlyDictionary<string, LegacyCondition>? KeyConditions { get; init; }

    /// <summary>Ascending, or false for descending.</summary>
    public bool Forward { get; init; } = true;

    /// <inheritdoc/>
    public override void Prepare()
    {
        var placeholders = Input.Open(
            ("ProjectionExpression", ProjectionText), ("FilterExpression", FilterText), ("KeyConditionExpression", KeyConditionText));
        if (KeyConditionText is null && KeyConditions is null)
            throw DynamoException.Validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        if (KeyConditionText is not null)
            _keys = KeyCondition.Parse(KeyConditionText, placeholders);
        PreparePage(placeholders);
        _keys ??= KeyCondition.Of(KeyConditions!);
    }

    /// <inheritdoc/>
    public override PageResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var index = Index(table);
        var schema = index?.Schema ?? table.Schema;
        var (from, to) = _keys!.Span(schema);
        if (FilteredAttributes.FirstOrDefault(schema.IsKey) is { } key)
            throw DynamoException.Validation($"{(LegacyFilter is null ? "Filter Expression" : "QueryFilter")} can only contain non-primary key attributes: Primary key attribute: {key}");
        CheckHeld(index);
        var (first, last) = (IndexEntry.Edge(from), IndexEntry.Edge(to));
        if (StartKey is not null)
        {
            var (at, row) = StartKeys.Read(StartKey, table, index);
            if (at.Hash != from.Hash || at.CompareTo(from) < 0 || at.CompareTo(to) > 0)
                throw DynamoException.Validation(_keys.HasRange && at.Hash == from.Hash
                    ? "The provided starting key does not match the range key predicate"
                    : "The provided starting key is outside query boundaries based on provided conditions");
            var edge = (sbyte)(Forward ? 1 : -1);
            var start = index is null ? IndexEntry.Edge(at with { Edge = edge }) : new IndexEntry(at, row with { Edge = edge }, null, 0);
            (first, last) = Forward ? (start, last) : (first, start);
        }

        if (index is not null)
        {
            turn.SeeAll();
            return Read(table, index, index.Between(first, last, Forward).Select(e => (e.Row!, e.Size)));
        }

        turn.See(from);
        return Read(table, null, table.Between(first.Key, last.Key, Forward).Select(r => (r, r.Size)));
    }
}
