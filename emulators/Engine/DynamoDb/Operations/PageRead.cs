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
    private IReadOnlySet<string> _projectedRoots = new HashSet<string>();

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The index that is read, or null for the table.</summary>
    public string? IndexName { get; init; }

    /// <summary>FilterExpression, or null.</summary>
    public string? FilterText { get; init; }

    /// <summary>QueryFilter or ScanFilter, or null.</summary>
    public IReadOnlyDictionary<string, LegacyCondition>? LegacyFilter { get; init; }

    /// <summary>AND or OR between the conditions of the legacy filter, or null.</summary>
    public string? ConditionalOperator { get; init; }

    /// <summary>ProjectionExpression, or null.</summary>
    public string? ProjectionText { get; init; }

    /// <summary>AttributesToGet, or null.</summary>
    public IReadOnlyList<string>? AttributesToGet { get; init; }

    /// <summary>The placeholders.</summary>
    public ExpressionInput Input { get; init; } = ExpressionInput.None;

    /// <summary>At most this many items are looked at; null for no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page before ended, or null.</summary>
    public Item? StartKey { get; init; }

    /// <summary>ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES, COUNT, SPECIFIC_ATTRIBUTES, or null.</summary>
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
        CheckSelect();
        if (FilterText is not null)
        {
            _filter = ConditionParser.Parse("FilterExpression", FilterText, placeholders, out var attributes);
            FilteredAttributes = attributes;
        }
        else if (LegacyFilter is not null || ConditionalOperator is not null)
        {
            _filter = LegacyCondition.Join(LegacyFilter, ConditionalOperator);
            FilteredAttributes = LegacyFilter!.Keys.ToHashSet();
        }

        if (ProjectionText is not null)
            _projection = ProjectionParser.Parse(ProjectionText, placeholders, out _projectedRoots);
        else if (AttributesToGet is not null)
            (_projection, _projectedRoots) = (Projection.Of(AttributesToGet), AttributesToGet.ToHashSet());
        placeholders.CheckUse();
    }

    /// <summary>Uses a filter and a projection that are read already.</summary>
    protected void Use(Condition? filter, IReadOnlyList<DocumentPath>? columns)
    {
        _filter = filter;
        if (columns is not null)
            (_projection, _projectedRoots) = (new Projection(columns), columns.Select(c => c.Root).ToHashSet());
    }

    /// <summary>The index to read, or null for the table.</summary>
    /// <exception cref="DynamoException">It is not there, or cannot answer what is asked.</exception>
    protected SecondaryIndex? Index(Table table)
    {
        if (IndexName is null)
            return null;
        var index = table.Index(IndexName) ?? throw DynamoException.Validation($"The table does not have the specified index: {IndexName}");
        if (!index.Definition.Local && Consistent)
            throw DynamoException.Validation("Consistent reads are not supported on global secondary indexes");
        return index;
    }

    /// <summary>A global index answers only what it holds.</summary>
    /// <exception cref="DynamoException">More is asked.</exception>
    protected void CheckHeld(SecondaryIndex? index)
    {
        if (index is null or { Definition.Local: true })
            return;
        if (Select == "ALL_ATTRIBUTES" && index.Definition.Projection != "ALL")
            throw DynamoException.InvalidParameter($"Select type ALL_ATTRIBUTES is not supported for global secondary index {IndexName} because its projection type is not ALL");
        if (_projectedRoots.FirstOrDefault(a => !index.Holds(a)) is { } missing)
            throw DynamoException.InvalidParameter($"Global secondary index {IndexName} does not project [{missing}]");
    }

    /// <summary>What is answered of an item.</summary>
    protected virtual Item Shape(Item item) => _projection?.Of(item) ?? item;

    /// <summary>Fills a page from rows in order.</summary>
    protected PageResult Read(Table table, SecondaryIndex? index, IEnumerable<(Row Row, int Size)> rows)
    {
        var items = new List<Item>();
        var (scanned, bytes, fetched) = (0, 0L, 0.0);
        Row? last = null;
        var more = false;
        // A local index fetches from the table what it does not hold itself.
        var fetches = index is { Definition: { Local: true, Projection: not "ALL" } }
            && (Select == "ALL_ATTRIBUTES" || _projectedRoots.Any(a => !index.Holds(a)));
        foreach (var (row, size) in rows)
        {
            // At a full page the row is left for the next one. Having reached Limit, AWS answers a key even if nothing follows.
            if (last is not null && bytes + size > DynamoLimits.PageBytes)
            {
                more = true;
                break;
            }

            last = row;
            scanned++;
            bytes += size;
            if (fetches)
                fetched += ReadUnits.Of(row.Size, Consistent);
            var item = index is null || fetches ? row.Item! : index.Of(row.Item!);
            if (_filter is null || _filter.Holds(item))
                items.Add(Shape(item));
            if (scanned == Limit)
            {
                more = true;
                break;
            }
        }

        var capacity = new Capacity { Table = index is null ? ReadUnits.Of(bytes, Consistent) : fetched };
        if (index is not null)
            capacity.Add(index.Definition, ReadUnits.Of(bytes, Consistent));
        return new PageResult(Select == "COUNT" ? null : items, items.Count, scanned, more ? LastKey(table, index, last!) : null, capacity);
    }

    private static Item LastKey(Table table, SecondaryIndex? index, Row row)
    {
        var key = row.KeyIn(table.Schema);
        if (index is null)
            return key;
        var all = new Dictionary<string, AttributeValue>(key);
        foreach (var attribute in index.Schema.Keys)
            all[attribute.Name] = row.Item![attribute.Name];
        return all;
    }

    private void CheckSelect()
    {
        if (Select == "ALL_PROJECTED_ATTRIBUTES" && IndexName is null)
            throw DynamoException.InvalidParameter("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        var what = Select switch { "COUNT" => "only the Count", "ALL_ATTRIBUTES" or "ALL_PROJECTED_ATTRIBUTES" => Select, _ => null };
        if (ProjectionText is not null && what is not null)
            throw DynamoException.Validation($"Cannot specify the ProjectionExpression when choosing to get {what}");
        if (AttributesToGet is not null && what is not null)
            throw DynamoException.Validation($"Cannot specify the AttributesToGet when choosing to get {what}");
        if (ProjectionText is null && AttributesToGet is null && Select == "SPECIFIC_ATTRIBUTES")
            throw DynamoException.Validation("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
    }
}
