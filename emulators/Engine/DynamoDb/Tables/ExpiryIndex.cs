using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>
/// The items of a table that can expire, soonest first, so that finding those whose time is over costs nothing when there are
/// none. Only a number is a time.
/// </summary>
public sealed class ExpiryIndex
{
    private readonly SortedSet<(DynamoNumber At, RowKey Key)> _entries = new(Comparer<(DynamoNumber At, RowKey Key)>.Create(
        static (a, b) => a.At.CompareTo(b.At) is not 0 and var order ? order : a.Key.CompareTo(b.Key)));

    internal ExpiryIndex(string attribute, IEnumerable<Row> rows)
    {
        Attribute = attribute;
        foreach (var row in rows)
            Update(row, null);
    }

    /// <summary>The attribute with the time, in seconds since 1970.</summary>
    public string Attribute { get; }

    /// <summary>The keys of the items whose time is after the one and not after the other, soonest first.</summary>
    public IEnumerable<RowKey> Between(DynamoNumber after, DynamoNumber upTo)
    {
        // What is older than that is rare and at the front: it is skipped over.
        foreach (var (at, key) in _entries)
        {
            if (at.CompareTo(upTo) > 0)
                yield break;
            if (at.CompareTo(after) > 0)
                yield return key;
        }
    }

    internal void Update(Row row, Item? old)
    {
        var (before, after) = (TimeOf(old), TimeOf(row.Item));
        if (before == after)
            return;
        if (before is { } was)
            _entries.Remove((was, row.Key));
        if (after is { } now)
            _entries.Add((now, row.Key));
    }

    private DynamoNumber? TimeOf(Item? item) =>
        item is not null && item.TryGetValue(Attribute, out var value) && value is AttributeValue.N time ? time.Value : null;
}
