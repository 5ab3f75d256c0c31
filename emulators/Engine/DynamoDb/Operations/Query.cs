using ActiveActive.Engine.DynamoDb.Expressions;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Reads items of one partition in the order of their range keys.</summary>
public sealed class Query : PageRead
{
    private KeyCondition? _keys;

    /// <summary>KeyConditionExpression.</summary>
    public string? KeyConditionText { get; init; }

    /// <summary>Ascending, or false for descending.</summary>
    public bool Forward { get; init; } = true;

    /// <inheritdoc/>
    public override void Prepare()
    {
        var placeholders = Input.Open(
            ("KeyConditionExpression", KeyConditionText), ("FilterExpression", FilterText), ("ProjectionExpression", ProjectionText));
        if (KeyConditionText is null)
            throw DynamoException.Validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        _keys = KeyCondition.Parse(KeyConditionText, placeholders);
        PreparePage(placeholders);
    }

    /// <inheritdoc/>
    public override PageResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var (from, to) = _keys!.Span(table.Schema);
        if (FilteredAttributes.FirstOrDefault(table.Schema.IsKey) is { } key)
            throw DynamoException.Validation($"Filter Expression can only contain non-primary key attributes: Primary key attribute: {key}");
        if (Start(table) is { } start)
        {
            var at = start with { Edge = (sbyte)(Forward ? 1 : -1) };
            if (at.Hash != from.Hash || at.CompareTo(from) < 0 || at.CompareTo(to) > 0)
                throw DynamoException.Validation("The provided starting key is outside query boundaries based on provided conditions");
            (from, to) = Forward ? (at, to) : (from, at);
        }

        turn.See(from);
        return Read(table, table.Between(from, to, Forward));
    }
}
