using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Puts a whole item in the place of what is there.</summary>
public sealed class PutItem : ItemWrite
{
    /// <summary>The item.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Item { get; init; }

    /// <inheritdoc/>
    protected override void Read()
    {
        OnlyOldValues();
        var placeholders = Input.Open(("ConditionExpression", ConditionText));
        PrepareCondition(placeholders);
        placeholders.CheckUse();
        if (ItemSize.Of(Item) > DynamoLimits.ItemBytes)
            throw new DynamoException("ValidationException", "Item size has exceeded the maximum allowed size") { OfState = true };
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, AttributeValue> KeySource => Item;

    /// <inheritdoc/>
    public override PlannedWrite Plan(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var key = table.Schema.KeyOfItem(Item);
        table.CheckIndexes(Item);
        return new PlannedWrite(table, Current(turn, table, key), Item, Item);
    }

    /// <inheritdoc/>
    protected override WriteResult Result(PlannedWrite plan, Capacity capacity) => new(ReturnValues == "ALL_OLD" ? plan.Old : null, capacity);
}
