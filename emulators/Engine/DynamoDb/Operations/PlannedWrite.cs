using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>A write of one item, checked and ready to be done.</summary>
/// <param name="Table">The table.</param>
/// <param name="Old">The item as it is, or null.</param>
/// <param name="New">The item as it will be, or null.</param>
/// <param name="Key">The item, or its key.</param>
public readonly record struct PlannedWrite(Table Table, Item? Old, Item? New, Item Key)
{
    /// <summary>Does it.</summary>
    public void Do(Turn turn)
    {
        if (New is not null)
            turn.Put(Table, New);
        else if (Old is not null)
            turn.Delete(Table, Key.Count == Table.Schema.Keys.Count ? Key : Table.Schema.KeyPart(Key));
    }
}
