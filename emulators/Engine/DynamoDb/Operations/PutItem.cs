using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Puts a whole item in the place of what is there.</summary>
public sealed class PutItem : ItemWrite
{
    /// <summary>The item.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Item { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        OnlyOldValues();
        var placeholders = Input.Open(("ConditionExpression", ConditionText));
        PrepareCondition(placeholders);
        placeholders.CheckUse();
        if (ItemSize.Of(Item) > DynamoLimits.ItemBytes)
            throw DynamoException.Validation("Item size has exceeded the maximum allowed size");
    }

    /// <inheritdoc/>
    public override WriteResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var old = Current(turn, table, table.Schema.KeyOfItem(Item));
        table.CheckIndexes(Item);
        turn.Put(table, Item);
        return new WriteResult(ReturnValues == "ALL_OLD" ? old : null, Units(table, old, Item)) { Collection = Collection(table, Item) };
    }
}
