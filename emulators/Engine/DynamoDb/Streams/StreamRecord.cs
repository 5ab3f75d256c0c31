using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>One change of one item, as a stream tells it.</summary>
/// <param name="Sequence">Its place in the stream, from 1.</param>
/// <param name="At">When this region applied it.</param>
/// <param name="Event">INSERT, MODIFY or REMOVE.</param>
/// <param name="Keys">The item's key.</param>
/// <param name="Old">The item before, if there was one and the view shows it.</param>
/// <param name="New">The item after, if there is one and the view shows it.</param>
/// <param name="Expired">TTL deleted it, in this region.</param>
public sealed record StreamRecord(long Sequence, DateTimeOffset At, string Event, Item Keys, Item? Old, Item? New, bool Expired)
{
    /// <summary>SizeBytes: the key and the images shown.</summary>
    public int Size { get; } = ItemSize.Of(Keys) + (Old is null ? 0 : ItemSize.Of(Old)) + (New is null ? 0 : ItemSize.Of(New));
}
