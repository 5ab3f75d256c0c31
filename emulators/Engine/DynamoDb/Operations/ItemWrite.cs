using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What PutItem, UpdateItem and DeleteItem share: the condition and what to answer.</summary>
public abstract class ItemWrite : IDataOperation<WriteResult>
{
    private static readonly Item NoItem = new Dictionary<string, AttributeValue>();
    private bool _prepared;

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>ConditionExpression, or null.</summary>
    public string? ConditionText { get; init; }

    /// <summary>Expected, or null.</summary>
    public IReadOnlyDictionary<string, LegacyCondition>? Expected { get; init; }

    /// <summary>AND or OR between the conditions of <see cref="Expected"/>, or null.</summary>
    public string? ConditionalOperator { get; init; }

    /// <summary>The placeholders.</summary>
    public ExpressionInput Input { get; init; } = ExpressionInput.None;

    /// <summary>NONE, ALL_OLD, UPDATED_OLD, ALL_NEW or UPDATED_NEW.</summary>
    public string ReturnValues { get; init; } = "NONE";

    /// <summary>A failed condition answers the item that failed it.</summary>
    public bool ReturnItemOnFailure { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(WriteResult? result) => [(Table, result is null ? 0 : 1)];

    /// <summary>The condition, after <see cref="Prepare"/>.</summary>
    protected Condition? Condition { get; private set; }

    /// <summary>Reads the expressions once, however often it is asked to.</summary>
    public void Prepare()
    {
        if (_prepared)
            return;
        Read();
        _prepared = true;
    }

    /// <summary>Checks and reads the parameters.</summary>
    /// <exception cref="DynamoException">They are wrong.</exception>
    protected abstract void Read();

    /// <summary>The attributes that hold the key: the item, or only its key.</summary>
    public abstract Item KeySource { get; }

    /// <inheritdoc/>
    public WriteResult Execute(Turn turn)
    {
        var plan = Plan(turn);
        plan.Do(turn);
        var result = Result(plan, Units(plan.Table, plan.Old, plan.New));
        return plan.Table.HasCollections ? result with { Collection = Collection(plan.Table, plan.Key) } : result;
    }

    /// <summary>Checks the write and says what it would do, without doing it.</summary>
    /// <exception cref="DynamoException">The state does not allow it.</exception>
    public abstract PlannedWrite Plan(Turn turn);

    /// <summary>What the caller gets.</summary>
    protected abstract WriteResult Result(PlannedWrite plan, Capacity capacity);

    /// <summary>Reads the condition.</summary>
    protected void PrepareCondition(Placeholders placeholders)
    {
        if (ConditionText is not null)
            Condition = ConditionParser.Parse("ConditionExpression", ConditionText, placeholders);
        else if (Expected is not null || ConditionalOperator is not null)
            Condition = LegacyCondition.Join(Expected, ConditionalOperator);
    }

    /// <summary>The item at a key as it is now; the condition must hold for it.</summary>
    /// <exception cref="DynamoException">It does not.</exception>
    protected Item? Current(Turn turn, Table table, RowKey key)
    {
        turn.See(key);
        var item = table.Item(key);
        if (Condition is null || Condition.Holds(item ?? NoItem))
            return item;
        throw DynamoException.ConditionFailed(ReturnItemOnFailure ? item : null);
    }

    /// <summary>The hash key as attributes where the table has item collections, which are those with local indexes.</summary>
    internal static Item? Collection(Table table, Item item) => table.HasCollections
        ? new Dictionary<string, AttributeValue> { [table.Schema.Hash.Name] = item[table.Schema.Hash.Name] }
        : null;

    /// <summary>Only NONE and ALL_OLD have a meaning here.</summary>
    protected void OnlyOldValues()
    {
        if (ReturnValues is not ("NONE" or "ALL_OLD"))
            throw DynamoException.Validation("ReturnValues can only be ALL_OLD or NONE");
    }

    /// <summary>One write unit for each KB begun, of the larger of the two.</summary>
    internal static Capacity Units(Table table, Item? old, Item? now)
    {
        var bytes = Math.Max(old is null ? 0 : ItemSize.Of(old), now is null ? 0 : ItemSize.Of(now));
        var capacity = new Capacity { Table = Math.Max(1, (bytes + 1023) / 1024) };
        foreach (var index in table.Indexes)
            capacity.Add(index.Definition, index.WriteUnits(old, now));
        return capacity;
    }
}
