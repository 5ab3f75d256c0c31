using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>
/// One more order of a table's rows. Sparse: an item without the index's key is not in it. It refers to the rows and holds no
/// copies; what is not projected is left out when it is read.
/// </summary>
public sealed class SecondaryIndex
{
    private readonly SortedSet<IndexEntry> _entries = [];
    private readonly HashSet<string>? _projected;

    internal SecondaryIndex(IndexDefinition definition, TableSchema table)
    {
        Definition = definition;
        Schema = new TableSchema(definition.HashKeys, definition.RangeKeys);
        if (definition.Projection != "ALL")
            _projected = [.. table.Keys.Concat(Schema.Keys).Select(k => k.Name), .. definition.NonKeyAttributes];
    }

    /// <summary>What it was asked for as.</summary>
    public IndexDefinition Definition { get; }

    /// <summary>Its key.</summary>
    public TableSchema Schema { get; }

    /// <summary>How many items it holds.</summary>
    public long ItemCount => _entries.Count;

    /// <summary>Their projected size together.</summary>
    public long Bytes { get; private set; }

    /// <summary>True when the index holds the attribute.</summary>
    public bool Holds(string attribute) => _projected is null || _projected.Contains(attribute);

    /// <summary>What the index holds of an item.</summary>
    public Item Of(Item item)
    {
        if (_projected is null)
            return item;
        var held = new Dictionary<string, AttributeValue>();
        foreach (var (name, value) in item)
        {
            if (_projected.Contains(name))
                held[name] = value;
        }

        return held;
    }

    /// <summary>The item's place, or null when it is not in the index.</summary>
    public RowKey? KeyOf(Item item)
    {
        foreach (var key in Schema.HashKeys)
        {
            if (!item.TryGetValue(key.Name, out var value) || !Fits(value, key, DynamoLimits.HashKeyBytes))
                return null;
        }

        foreach (var key in Schema.RangeKeys)
        {
            if (!item.TryGetValue(key.Name, out var value) || !Fits(value, key, DynamoLimits.RangeKeyBytes))
                return null;
        }

        return Schema.PlaceOf(item);
    }

    /// <summary>An item that is written, or with <paramref name="updated"/> what an update makes of one, must not have something else where the index has its key.</summary>
    /// <exception cref="DynamoException">It has.</exception>
    public void Check(Item item, bool updated = false)
    {
        foreach (var key in Schema.Keys)
        {
            if (!item.TryGetValue(key.Name, out var value))
                continue;
            if (value.Type != key.Type)
                throw DynamoException.InvalidParameter($"Type mismatch for Index Key {key.Name} Expected: {key.Type} Actual: {value.Type} IndexName: {Definition.Name}");
            if (value is AttributeValue.N)
                continue;
            var size = ItemSize.Of(value);
            if (size == 0)
                throw Empty(value is AttributeValue.S ? "string" : "binary", key.Name, updated);
            var ofHash = Schema.HashKeys.Contains(key);
            if (size > (ofHash ? DynamoLimits.HashKeyBytes : DynamoLimits.RangeKeyBytes))
                throw DynamoException.InvalidParameter(ofHash
                    ? "Size of hashkey has exceeded the maximum size limit of2048 bytes"
                    : "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        }
    }

    private DynamoException Empty(string type, string attribute, bool updated)
    {
        var empty = $"The AttributeValue for a key attribute cannot contain an empty {type} value.";
        return new DynamoException("ValidationException", "One or more parameter values are not valid. " + (updated
            ? $"The update expression attempted to update a secondary index key to a value that is not supported. {empty}"
            : $"A value specified for a secondary index key is not supported. {empty} IndexName: {Definition.Name}, IndexKey: {attribute}"))
        {
            EndsTransaction = true,
        };
    }

    /// <summary>The entries between two places.</summary>
    public IEnumerable<IndexEntry> Between(IndexEntry from, IndexEntry to, bool forward)
    {
        if (from.CompareTo(to) > 0)
            return [];
        var view = _entries.GetViewBetween(from, to);
        return forward ? view : view.Reverse();
    }

    /// <summary>Write units for a change of an item, as far as this index is touched; 0 when it is not.</summary>
    public double WriteUnits(Item? old, Item? now)
    {
        var (was, willBe) = (old is not null && KeyOf(old) is not null ? Of(old) : null, now is not null && KeyOf(now) is not null ? Of(now) : null);
        var (before, after) = (was is null ? 0 : Kilobytes(was), willBe is null ? 0 : Kilobytes(willBe));
        if (was is null || willBe is null)
            return before + after;
        if (KeyOf(old!) is { } from && KeyOf(now!) is { } to && from.CompareTo(to) != 0)
            return before + after;
        return ValueOrder.Same(was, willBe) ? 0 : Math.Max(before, after);
    }

    /// <summary>The row's item has changed from <paramref name="old"/> to what the row has now.</summary>
    internal void Update(Row row, Item? old)
    {
        if (old is not null && KeyOf(old) is { } gone && _entries.TryGetValue(new IndexEntry(gone, row.Key, null, 0), out var entry))
        {
            _entries.Remove(entry);
            Bytes -= entry.Size;
        }

        if (row.Item is null || KeyOf(row.Item) is not { } key)
            return;
        var size = _projected is null ? row.Size : ItemSize.Of(Of(row.Item));
        _entries.Add(new IndexEntry(key, row.Key, row, size));
        Bytes += size;
    }

    private static int Kilobytes(Item item) => Math.Max(1, (ItemSize.Of(item) + 1023) / 1024);

    private static bool Fits(AttributeValue value, KeyAttribute key, int limit)
    {
        if (value.Type != key.Type)
            return false;
        return value is AttributeValue.N || ItemSize.Of(value) is var size && size > 0 && size <= limit;
    }
}
