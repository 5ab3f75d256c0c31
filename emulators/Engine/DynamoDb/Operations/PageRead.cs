using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What Query and Scan share: a page ends after Limit items or 1 MB, both counted before the filter.</summary>
public abstract class PageRead : IDataOperation<PageResult>
{
    private Condition? _filter;
    private Projection? _projection;

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>FilterExpression, or null.</summary>
    public string? FilterText { get; init; }

    /// <summary>ProjectionExpression, or null.</summary>
    public string? ProjectionText { get; init; }

    /// <summary>The placeholders.</summary>
    public ExpressionInput Input { get; init; } = ExpressionInput.None;

    /// <summary>At most this many items are looked at; null for no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page before ended, or null.</summary>
    public Item? StartKey { get; init; }

    /// <summary>ALL_ATTRIBUTES, COUNT, SPECIFIC_ATTRIBUTES, or null.</summary>
    public string? Select { get; init; }

    /// <summary>Costs twice as many units; here every read is consistent.</summary>
    public bool Consistent { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(PageResult? result) => [(Table, result?.Count ?? 0)];

    /// <summary>The top-level attributes that the filter names.</summary>
    protected IReadOnlySet<string> FilteredAttributes { get; private set; } = new HashSet<string>();

    /// <inheritdoc/>
    public abstract void Prepare();

    /// <inheritdoc/>
    public abstract PageResult Execute(Turn turn);

    /// <summary>Checks and reads what both operations have.</summary>
    protected void PreparePage(Placeholders placeholders)
    {
        if (Limit < 1)
            throw DynamoException.Validation($"1 validation error detected: Value '{Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        switch (Select)
        {
            case null or "ALL_ATTRIBUTES" or "COUNT" or "SPECIFIC_ATTRIBUTES":
                break;
            case "ALL_PROJECTED_ATTRIBUTES":
                throw DynamoException.InvalidParameter("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
            default:
                throw DynamoException.Validation($"1 validation error detected: Value '{Select}' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]");
        }

        if (ProjectionText is not null && Select is "ALL_ATTRIBUTES" or "COUNT")
            throw DynamoException.Validation($"Cannot specify the ProjectionExpression when choosing to get {(Select == "COUNT" ? "only the Count" : "ALL_ATTRIBUTES")}");
        if (ProjectionText is null && Select == "SPECIFIC_ATTRIBUTES")
            throw DynamoException.Validation("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
        if (FilterText is not null)
        {
            _filter = ConditionParser.Parse("FilterExpression", FilterText, placeholders, out var attributes);
            FilteredAttributes = attributes;
        }

        if (ProjectionText is not null)
            _projection = ProjectionParser.Parse(ProjectionText, placeholders);
        placeholders.CheckUse();
    }

    /// <summary>The key of <see cref="StartKey"/>, which must be one of the table.</summary>
    protected RowKey? Start(Table table)
    {
        if (StartKey is null)
            return null;
        try
        {
            return table.Schema.KeyOfKey(StartKey);
        }
        catch (DynamoException wrong)
        {
            throw DynamoException.Validation($"The provided starting key is invalid: {wrong.Message}");
        }
    }

    /// <summary>Fills a page from rows in order.</summary>
    protected PageResult Read(Table table, IEnumerable<Row> rows)
    {
        var items = new List<Item>();
        var (scanned, bytes) = (0, 0L);
        Row? last = null;
        var more = false;
        foreach (var row in rows)
        {
            // At a full page the row is left for the next one. Having reached Limit, AWS answers a key even if nothing follows.
            if (last is not null && bytes + row.Size > DynamoLimits.PageBytes)
            {
                more = true;
                break;
            }

            last = row;
            scanned++;
            bytes += row.Size;
            if (_filter is null || _filter.Holds(row.Item!))
                items.Add(_projection?.Of(row.Item!) ?? row.Item!);
            if (scanned == Limit)
            {
                more = true;
                break;
            }
        }

        return new PageResult(
            Select == "COUNT" ? null : items, items.Count, scanned, more ? last!.KeyIn(table.Schema) : null, ReadUnits.Of(bytes, Consistent));
    }
}
