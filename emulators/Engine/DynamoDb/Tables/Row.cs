using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>
/// One item's place in a table. Without an item it is a tombstone: the memory of a delete, kept until no older write of
/// another region can arrive any more.
/// </summary>
public sealed class Row(RowKey key)
{
    /// <summary>Where it stands.</summary>
    public RowKey Key { get; } = key;

    /// <summary>The item, or null for a tombstone.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Item { get; internal set; }

    /// <summary>The item's size.</summary>
    public int Size { get; internal set; }

    /// <summary>Which write this is.</summary>
    public Stamp Stamp { get; internal set; }

    /// <summary>Its place in the outgoing log; 0 when another region wrote it.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The change that writes this row as it is now.</summary>
    public Change.RowWritten ToChange(Table table) => new(table.Definition.Name, Item ?? KeyIn(table.Schema), Item is null, Stamp, Sequence);

    /// <summary>The key as attributes.</summary>
    public IReadOnlyDictionary<string, AttributeValue> KeyIn(TableSchema schema)
    {
        var key = new Dictionary<string, AttributeValue> { [schema.Hash.Name] = Key.Partition! };
        if (schema.Range is not null)
            key[schema.Range.Name] = Key.Range!;
        return key;
    }
}
