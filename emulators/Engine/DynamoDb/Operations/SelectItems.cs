using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.PartiQl;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>A SELECT: reads one partition where the hash key is given, else everything.</summary>
public sealed class SelectItems : PageRead
{
    /// <summary>The statement.</summary>
    public required Statement Statement { get; init; }

    /// <summary>The operation that allows only one item, by its whole key: BatchExecuteStatement or ExecuteTransaction; null for neither.</summary>
    public string? Within { get; init; }

    /// <inheritdoc/>
    public override void Prepare() => Use(Statement.Where, Statement.Columns);

    /// <inheritdoc/>
    public override PageResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var index = SelectRules.Index(table, Statement, Consistent);
        var schema = index?.Schema ?? table.Schema;
        if (Within is not null)
            SelectRules.CheckOneItem(Statement, table, Within);
        SelectRules.CheckOverlap(Statement, schema);
        var forward = CheckOrder(schema, Statement.Equalities.ContainsKey(schema.Hash.Name));
        var (from, to) = Span(schema);
        var (first, last) = (IndexEntry.Edge(from), IndexEntry.Edge(to));
        if (StartKey is not null)
        {
            var (at, row) = StartKeys.Read(StartKey, table, index);
            var edge = (sbyte)(forward ? 1 : -1);
            var start = index is null ? IndexEntry.Edge(at with { Edge = edge }) : new IndexEntry(at, row with { Edge = edge }, null, 0);
            (first, last) = forward ? (start, last) : (first, start);
        }

        turn.SeeAll();
        return index is null
            ? Read(table, null, table.Between(first.Key, last.Key, forward).Select(r => (r, r.Size)))
            : Read(table, index, index.Between(first, last, forward).Select(e => (e.Row!, e.Size)));
    }

    /// <summary>A column has the name of its path's last step; a list's element has none, and gets its position's.</summary>
    protected override Item Shape(Item item)
    {
        if (Statement.Columns is not { } columns)
            return item;
        var row = new Dictionary<string, AttributeValue>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Read(item) is { } value)
                row[columns[i].Steps[^1].Name ?? $"_{i + 1}"] = value;
        }

        return row;
    }

    private (RowKey From, RowKey To) Span(TableSchema schema) => Statement.Equalities.TryGetValue(schema.Hash.Name, out var hash)
        ? SelectRules.Span(schema, hash, Statement.Tests)
        : (new RowKey(0, null, null, -1), new RowKey(ulong.MaxValue, null, null, 1));

    /// <summary>Rows come in one order only: that of the range key, within one partition.</summary>
    private bool CheckOrder(TableSchema schema, bool onePartition)
    {
        if (Statement.Order.Count == 0)
            return true;
        if (!onePartition)
            throw DynamoException.Validation("Must have WHERE clause in the statement when using ORDER BY clause.");
        foreach (var (attribute, _) in Statement.Order)
        {
            if (!schema.IsKey(attribute))
                throw DynamoException.Validation($"Variable reference {attribute} in ORDER BY clause must be part of the primary key");
        }

        var onRange = Statement.Order.FirstOrDefault(o => o.Attribute == schema.Range?.Name);
        return onRange.Attribute is null || !onRange.Descending;
    }
}
