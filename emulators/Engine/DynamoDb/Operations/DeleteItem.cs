using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Deletes an item; that there is none is fine.</summary>
public sealed class DeleteItem : ItemWrite
{
    /// <summary>Its key.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Key { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        OnlyOldValues();
        var placeholders = Input.Open(("ConditionExpression", ConditionText));
        PrepareCondition(placeholders);
        placeholders.CheckUse();
    }

    /// <inheritdoc/>
    public override WriteResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        var old = Current(turn, table, table.Schema.KeyOfKey(Key));
        if (old is not null)
            turn.Delete(table, Key);
        return new WriteResult(ReturnValues == "ALL_OLD" ? old : null, Units(table, old, null)) { Collection = Collection(table, Key) };
    }
}
