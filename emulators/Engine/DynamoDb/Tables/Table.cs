using ActiveActive.Engine.DynamoDb.Backups;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>A table's rows and its replicas. Changes only by <see cref="DynamoEngine.Apply"/>.</summary>
public sealed class Table
{
    private static readonly Comparer<Row> Order = Comparer<Row>.Create(static (a, b) => a.Key.CompareTo(b.Key));

    private readonly Queue<(long Sequence, Row Row)> _tombstones = [];

    private readonly List<SecondaryIndex> _indexes = [];

    /// <summary>In the order in which an item is checked: AWS names the first index by name that it does not suit.</summary>
    private SecondaryIndex[] _indexesByName = [];

    internal Table(TableDefinition definition)
    {
        Definition = definition with { Indexes = [] };
        Schema = new TableSchema(definition.Hash, definition.Range);
        foreach (var index in definition.Indexes)
            AddIndex(index);
    }

    /// <summary>What it was created as, with the units and the protection that it has now.</summary>
    public TableDefinition Definition { get; private set; }

    /// <summary>What is switched.</summary>
    public TableSettings Settings { get; private set; } = TableSettings.None;

    /// <summary>Its last stream, which may have ended; null if it never had one.</summary>
    public ItemStream? LatestStream { get; internal set; }

    /// <summary>Its stream, while one is on.</summary>
    public ItemStream? Stream => LatestStream is { Ended: null } on ? on : null;

    /// <summary>What its writes took the place of, while point-in-time recovery is on.</summary>
    public PastWrites? Past { get; internal set; }

    /// <summary>Its key, with the checks that belong to it.</summary>
    public TableSchema Schema { get; }

    /// <summary>Its secondary indexes.</summary>
    public IReadOnlyList<SecondaryIndex> Indexes => _indexes;

    /// <summary>True with local indexes: then items that share a hash key are a collection.</summary>
    public bool HasCollections { get; private set; }

    /// <summary>The other regions that have it, by name.</summary>
    public SortedDictionary<string, Replica> Replicas { get; } = new(StringComparer.Ordinal);

    /// <summary>What this region wrote.</summary>
    public OutLog Log { get; } = new();

    /// <summary>True when other regions have the table: a delete is later than their earlier writes, also of what is not known here yet.</summary>
    public bool RemembersDeletes => Replicas.Count > 0;

    /// <summary>The items by their time of expiry, while TTL is on.</summary>
    public ExpiryIndex? Expiry { get; private set; }

    /// <summary>What the regions share, and when it was last changed in any of them.</summary>
    public Stamp SharedAt { get; internal set; }

    /// <summary>What single regions have otherwise than the rest, by region.</summary>
    public SortedDictionary<string, ReplicaOverrides> Overrides { get; } = new(StringComparer.Ordinal);

    /// <summary>How many items there are.</summary>
    public long ItemCount { get; private set; }

    /// <summary>Their size together.</summary>
    public long Bytes { get; private set; }

    /// <summary>Every row, tombstones included, in scan order.</summary>
    internal SortedSet<Row> Rows { get; } = new(Order);

    /// <summary>The row at a key, tombstones included, or null.</summary>
    public Row? Find(RowKey key) => Rows.TryGetValue(new Row(key), out var row) ? row : null;

    /// <summary>The item at a key, or null.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Item(RowKey key) => Find(key)?.Item;

    /// <summary>The rows between two keys that have an item, forwards or backwards.</summary>
    public IEnumerable<Row> Between(RowKey from, RowKey to, bool forward)
    {
        if (from.CompareTo(to) > 0)
            yield break;
        var view = Rows.GetViewBetween(new Row(from), new Row(to));
        foreach (var row in forward ? view : view.Reverse())
        {
            if (row.Item is not null)
                yield return row;
        }
    }

    /// <summary>The change that switches to other settings and leaves the rest.</summary>
    public Change.TableSettingsChanged SettingsChange(TableSettings settings) =>
        new(Definition.Name, Definition.ReadUnits, Definition.WriteUnits, Definition.DeletionProtected, settings);

    /// <summary>Switches settings.</summary>
    internal void Set(Change.TableSettingsChanged changed)
    {
        Definition = Definition with { ReadUnits = changed.ReadUnits, WriteUnits = changed.WriteUnits, DeletionProtected = changed.DeletionProtected };
        Settings = changed.Settings;
        if (Settings.RecoverableSince is not { } since)
            Past = null;
        else
            Past ??= new PastWrites(since);
        if (Expiry?.Attribute != Settings.TtlAttribute)
            Expiry = Settings.TtlAttribute is null ? null : new ExpiryIndex(Settings.TtlAttribute, Rows);
    }

    /// <summary>Puts an item or, with null, a tombstone or nothing in a row's place.</summary>
    internal void Write(RowKey key, IReadOnlyDictionary<string, AttributeValue>? item, Stamp stamp, long sequence)
    {
        var row = Find(key);
        if (row is null)
        {
            row = new Row(key);
            Rows.Add(row);
        }

        ItemCount += (item is null ? 0 : 1) - (row.Item is null ? 0 : 1);
        Bytes -= row.Size;
        var old = row.Item;
        row.Item = item;
        row.Size = item is null ? 0 : ItemSize.Of(item);
        Bytes += row.Size;
        row.Stamp = stamp;
        Log.Move(row, sequence);
        foreach (var index in _indexes)
            index.Update(row, old);
        Expiry?.Update(row, old);
        if (item is not null)
            return;
        if (!NeedsTombstone(sequence))
            Drop(row);
        else if (sequence > 0)
            _tombstones.Enqueue((sequence, row));
    }

    /// <summary>
    /// Forgets this region's tombstones that every other region has applied: there the delete has taken the place of all older
    /// writes, so none can come any more. Not a change: a replay brings them back, harmlessly.
    /// </summary>
    internal void DropConfirmedTombstones()
    {
        var confirmed = Replicas.Count == 0 ? 0 : Replicas.Values.Min(r => r.Confirmed);
        while (_tombstones.TryPeek(out var oldest) && oldest.Sequence <= confirmed)
        {
            _tombstones.Dequeue();
            if (oldest.Row.Sequence == oldest.Sequence)
                Drop(oldest.Row);
        }
    }

    /// <summary>The index of a name, or null.</summary>
    public SecondaryIndex? Index(string name) => _indexes.Find(i => i.Definition.Name == name);

    /// <summary>An item that is written must suit every index.</summary>
    /// <exception cref="DynamoException">It does not.</exception>
    public void CheckIndexes(IReadOnlyDictionary<string, AttributeValue> item, bool updated = false)
    {
        foreach (var index in _indexesByName)
            index.Check(item, updated);
    }

    /// <summary>Adds an index and fills it from the rows.</summary>
    internal void AddIndex(IndexDefinition definition)
    {
        var index = new SecondaryIndex(definition, Schema);
        foreach (var row in Rows)
            index.Update(row, null);
        _indexes.Add(index);
        _indexesByName = [.. _indexes.OrderBy(i => i.Definition.Name, StringComparer.Ordinal)];
        HasCollections |= definition.Local;
        Definition = Definition with { Indexes = [.. Definition.Indexes, definition] };
    }

    /// <summary>Takes an index away.</summary>
    internal void RemoveIndex(string name)
    {
        _indexes.RemoveAll(i => i.Definition.Name == name);
        _indexesByName = [.. _indexesByName.Where(i => i.Definition.Name != name)];
        Definition = Definition with { Indexes = [.. Definition.Indexes.Where(i => i.Name != name)] };
    }

    /// <summary>Another region is to have the table. It begins with nothing, so every item gets a place in the outgoing log.</summary>
    internal void AddReplica(string region, bool active)
    {
        if (!Replicas.TryGetValue(region, out var replica))
        {
            Replicas.Add(region, replica = new Replica(region));
            OfferAll();
        }

        replica.Active = active;
    }

    /// <summary>Another region no longer has the table. With the last one gone no tombstone is needed any more.</summary>
    internal void RemoveReplica(string region)
    {
        Replicas.Remove(region);
        Overrides.Remove(region);
        if (Replicas.Count > 0)
            return;
        _tombstones.Clear();
        foreach (var row in Rows.Where(r => r.Item is null).ToList())
            Drop(row);
    }

    private void OfferAll()
    {
        foreach (var row in Rows)
        {
            if (row is { Sequence: 0, Item: not null })
                Log.Move(row, Log.Head + 1);
        }
    }

    /// <summary>Forgets a tombstone.</summary>
    internal void Drop(Row row)
    {
        Log.Move(row, 0);
        Rows.Remove(row);
    }

    /// <summary>
    /// With one other region its own delete needs no tombstone here: older writes of that region came before it, in its own order.
    /// </summary>
    private bool NeedsTombstone(long sequence) => Replicas.Count > (sequence > 0 ? 0 : 1);
}
