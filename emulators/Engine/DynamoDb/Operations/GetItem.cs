using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Reads one item.</summary>
public sealed class GetItem : IDataOperation<ReadResult>
{
    private Projection? _projection;

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The item's key.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Key { get; init; }

    /// <summary>ProjectionExpression, or null for the whole item.</summary>
    public string? ProjectionText { get; init; }

    /// <summary>AttributesToGet, or null.</summary>
    public IReadOnlyList<string>? AttributesToGet { get; init; }

    /// <summary>The placeholders.</summary>
    public ExpressionInput Input { get; init; } = ExpressionInput.None;

    /// <summary>Costs twice as many units; here every read is consistent.</summary>
    public bool Consistent { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(ReadResult? result) => [(Table, result?.Item is null ? 0 : 1)];

    /// <inheritdoc/>
    public void Prepare()
    {
        var placeholders = Input.Open(("ProjectionExpression", ProjectionText));
        if (ProjectionText is not null)
            _projection = ProjectionParser.Parse(ProjectionText, placeholders);
        else if (AttributesToGet is not null)
            _projection = Projection.Of(AttributesToGet);
        placeholders.CheckUse();
    }

    /// <inheritdoc/>
    public ReadResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var key = table.Schema.KeyOfKey(Key);
        turn.See(key);
        var row = table.Find(key);
        var item = row?.Item;
        return new ReadResult(item is null ? null : _projection?.Of(item) ?? item, new Capacity { Table = ReadUnits.Of(row?.Size ?? 0, Consistent) });
    }
}
