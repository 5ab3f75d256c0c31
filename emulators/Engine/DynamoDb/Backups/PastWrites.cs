using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>
/// What a table's writes took the place of, newest last, while point-in-time recovery is on: taken back from the end they lead to
/// the table as it was at any moment since. Bounded by the recovery period and, more narrowly than AWS, by size: what is dropped
/// moves the earliest moment that can be restored, which DescribeContinuousBackups tells.
/// </summary>
public sealed class PastWrites(DateTimeOffset from)
{
    /// <summary>Bytes of items that are kept at most; our own bound.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    private readonly Queue<Past> _writes = [];
    private long _bytes;

    /// <summary>The earliest moment that can be restored.</summary>
    public DateTimeOffset From { get; private set; } = from;

    /// <summary>Notes what a write takes the place of: <paramref name="before"/>, or nothing.</summary>
    internal void Add(DateTimeOffset at, Item key, Item? before)
    {
        _writes.Enqueue(new Past(at, key, before));
        _bytes += Size(key, before);
        while (_bytes > MostBytes)
            DropOldest();
    }

    /// <summary>Forgets what is older.</summary>
    internal void Trim(DateTimeOffset to)
    {
        while (_writes.TryPeek(out var oldest) && oldest.At < to)
            DropOldest();
        if (From < to)
            From = to;
    }

    /// <summary>The items as they were: everything up to that moment is in, what came after is not.</summary>
    public IReadOnlyList<Item> At(Table table, DateTimeOffset time)
    {
        var then = new Dictionary<RowKey, Item?>();
        foreach (var write in _writes.Where(w => w.At > time))
            then.TryAdd(table.Schema.KeyOfKey(write.Key), write.Before);
        return
        [
            .. table.Rows.Where(r => r.Item is not null && !then.ContainsKey(r.Key)).Select(r => r.Item!),
            .. then.Values.OfType<Item>(),
        ];
    }

    internal IEnumerable<Change> Snapshot(string table) =>
        _writes.Select(Change (w) => new Change.PastKept(table, w.At, w.Key, w.Before)).Prepend(new Change.PastFrom(table, From));

    private void DropOldest()
    {
        var oldest = _writes.Dequeue();
        _bytes -= Size(oldest.Key, oldest.Before);
        From = oldest.At;
    }

    private static long Size(Item key, Item? before) => ItemSize.Of(key) + (before is null ? 0 : ItemSize.Of(before));

    private sealed record Past(DateTimeOffset At, Item Key, Item? Before);
}
