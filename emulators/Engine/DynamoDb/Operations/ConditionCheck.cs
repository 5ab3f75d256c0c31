using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>A condition on an item that a transaction does not write.</summary>
public sealed class ConditionCheck : ItemWrite
{
    /// <summary>The item's key.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Key { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, AttributeValue> KeySource => Key;

    /// <inheritdoc/>
    protected override void Read()
    {
        var placeholders = Input.Open(("ConditionExpression", ConditionText));
        PrepareCondition(placeholders);
        placeholders.CheckUse();
    }

    /// <inheritdoc/>
    public override PlannedWrite Plan(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var old = Current(turn, table, table.Schema.KeyOfKey(Key));
        return new PlannedWrite(table, old, old, Key) { OnlyChecks = true };
    }

    /// <inheritdoc/>
    protected override WriteResult Result(PlannedWrite plan, Capacity capacity) => new(null, capacity);
}
