using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>A row's place in an index: by the index's key, then by the table's, since many rows may share one index key.</summary>
/// <param name="Key">The index's key.</param>
/// <param name="RowKey">The row's key in the table.</param>
/// <param name="Row">The row; null for an edge of a span.</param>
/// <param name="Size">Bytes of what the index holds of the item.</param>
public sealed record IndexEntry(RowKey Key, RowKey RowKey, Row? Row, int Size) : IComparable<IndexEntry>
{
    /// <inheritdoc/>
    public int CompareTo(IndexEntry? other)
    {
        if (other is null)
            return 1;
        var order = Key.CompareTo(other.Key);
        return order != 0 ? order : RowKey.CompareTo(other.RowKey);
    }

    /// <summary>A place just before or after all that has an index key with this edge.</summary>
    public static IndexEntry Edge(RowKey key) => new(key, default, null, 0);
}
