using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.PartiQl;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>A SELECT: reads one partition where the hash key is given, else everything.</summary>
public sealed class SelectItems : PageRead
{
    /// <summary>The statement.</summary>
    public required Statement Statement { get; init; }

    /// <summary>Only the item of one whole key may be asked for, as in a batch.</summary>
    public bool OneItem { get; init; }

    /// <inheritdoc/>
    public override void Prepare() => Use(Statement.Where, Statement.Columns);

    /// <inheritdoc/>
    public override PageResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var index = Index(table);
        CheckHeld(index);
        var schema = index?.Schema ?? table.Schema;
        var equal = Statement.Equalities;
        if (OneItem && schema.Keys.Any(k => !equal.ContainsKey(k.Name)))
            throw DynamoException.Validation("Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
        var forward = CheckOrder(schema, equal.ContainsKey(schema.Hash.Name));
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

    private (RowKey From, RowKey To) Span(TableSchema schema)
    {
        if (!Statement.Equalities.TryGetValue(schema.Hash.Name, out var hash))
            return (new RowKey(0, null, null, -1), new RowKey(ulong.MaxValue, null, null, 1));
        if (hash.Type != schema.Hash.Type)
            throw DynamoException.InvalidParameter("Condition parameter type does not match schema type");
        var onRange = schema.Range is null ? null : Statement.Conjuncts(Statement.Where).FirstOrDefault(c => c switch
        {
            Condition.Comparison { Comparator: not "<>", Left: Operand.Place { Path.Steps.Count: 1 } p, Right: Operand.Literal } => p.Path.Root == schema.Range.Name,
            Condition.Between { Value: Operand.Place { Path.Steps.Count: 1 } p, Low: Operand.Literal, High: Operand.Literal } => p.Path.Root == schema.Range.Name,
            Condition.BeginsWith { Value: Operand.Place { Path.Steps.Count: 1 } p, Prefix: Operand.Literal } => p.Path.Root == schema.Range.Name,
            _ => false,
        });
        return KeyCondition.Of(schema, hash, onRange).Span(schema);
    }

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
