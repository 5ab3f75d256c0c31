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
    /// <summary>Only a condition was asked for, and it holds: there is nothing to do.</summary>
    public bool OnlyChecks { get; init; }

    /// <summary>Does it. A delete that finds nothing is remembered where other regions may know the item.</summary>
    public void Do(Turn turn)
    {
        if (OnlyChecks)
            return;
        if (New is not null)
            turn.Put(Table, New);
        else if (Old is not null || Table.RemembersDeletes)
            turn.Delete(Table, Key.Count == Table.Schema.Keys.Count ? Key : Table.Schema.KeyPart(Key));
    }
}
