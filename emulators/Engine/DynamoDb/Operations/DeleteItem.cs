using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Deletes an item; that there is none is fine.</summary>
public sealed class DeleteItem : ItemWrite
{
    /// <summary>Its key.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Key { get; init; }

    /// <inheritdoc/>
    protected override void Read()
    {
        OnlyOldValues();
        var placeholders = Input.Open(("ConditionExpression", ConditionText));
        PrepareCondition(placeholders);
        placeholders.CheckUse();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, AttributeValue> KeySource => Key;

    /// <inheritdoc/>
    public override PlannedWrite Plan(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        return new PlannedWrite(table, Current(turn, table, table.Schema.KeyOfKey(Key)), null, Key);
    }

    /// <inheritdoc/>
    protected override WriteResult Result(PlannedWrite plan, Capacity capacity) => new(ReturnValues == "ALL_OLD" ? plan.Old : null, capacity);
}
