using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>
/// A table's stream: what happened to its items in this region, by local and replicated writes alike, for 24 hours. A record is
/// derived from a row's change when that is applied, so it costs the journal nothing and a replay finds the same records under
/// the same sequence numbers. Changes only by <see cref="DynamoEngine.Apply"/>; trimming is no change, and repeats itself.
/// </summary>
public sealed class ItemStream
{
    private readonly Queue<StreamRecord> _records = new();
    private long _bytes;

    internal ItemStream(string table, string tableId, DateTimeOffset began, string view, IReadOnlyList<KeyAttribute> keys) =>
        (Table, TableId, Began, View, Keys) = (table, tableId, began, view, keys);

    /// <summary>The table, which may be gone.</summary>
    public string Table { get; }

    /// <summary>Tells that table from others of its name.</summary>
    public string TableId { get; }

    /// <summary>When it began; with the table's name this tells streams apart.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES.</summary>
    public string View { get; }

    /// <summary>The table's key.</summary>
    public IReadOnlyList<KeyAttribute> Keys { get; }

    /// <summary>When it was switched off; null while it goes on.</summary>
    public DateTimeOffset? Ended { get; internal set; }

    /// <summary>The last sequence number given; 0 for none.</summary>
    public long Last { get; private set; }

    /// <summary>The oldest sequence number that can be read; one more than <see cref="Last"/> when none can.</summary>
    public long First => Last - _records.Count + 1;

    /// <summary>What can be read, oldest first.</summary>
    public IReadOnlyCollection<StreamRecord> Records => _records;

    /// <summary>The records from a sequence number on.</summary>
    public IEnumerable<StreamRecord> From(long sequence) => _records.Skip((int)Math.Clamp(sequence - First, 0, _records.Count));

    /// <summary>Tells of a write, unless it left the item as it was.</summary>
    internal void Append(DateTimeOffset at, Item? old, Item? now, bool expired)
    {
        if ((old ?? now) is not { } either || (old is not null && now is not null && ValueOrder.Same(old, now)))
            return;
        var keys = Keys.ToDictionary(k => k.Name, k => either[k.Name]);
        var happened = old is null ? "INSERT" : now is null ? "REMOVE" : "MODIFY";
        Keep(new StreamRecord(
            Last + 1, at, happened, keys, View is "OLD_IMAGE" or "NEW_AND_OLD_IMAGES" ? old : null, View is "NEW_IMAGE" or "NEW_AND_OLD_IMAGES" ? now : null, expired));
        Trim(at);
    }

    /// <summary>Takes a record as it is.</summary>
    internal void Keep(StreamRecord record)
    {
        _records.Enqueue(record);
        _bytes += record.Size;
        Last = record.Sequence;
    }

    /// <summary>Goes on after a sequence number whose record is gone.</summary>
    internal void Skip(long sequence)
    {
        if (sequence <= Last)
            return;
        _records.Clear();
        (_bytes, Last) = (0, sequence);
    }

    /// <summary>Forgets what is older than 24 hours, or more than memory is meant for.</summary>
    internal void Trim(DateTimeOffset now)
    {
        while (_records.TryPeek(out var oldest)
            && (oldest.At < now - StreamLimits.Kept || _bytes > StreamLimits.KeptBytes || _records.Count > StreamLimits.KeptRecords))
        {
            _bytes -= _records.Dequeue().Size;
        }
    }

    /// <summary>The changes that bring it back.</summary>
    internal IEnumerable<Change> Snapshot()
    {
        yield return new Change.StreamBegan(Table, TableId, Began, View, Keys);
        foreach (var record in _records)
            yield return new Change.StreamRecordKept(Table, Began, record);
        yield return new Change.StreamAt(Table, Began, Last);
        if (Ended is { } ended)
            yield return new Change.StreamEnded(Table, Began, ended);
    }
}
