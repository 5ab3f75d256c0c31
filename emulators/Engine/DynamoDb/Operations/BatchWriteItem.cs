using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Up to 25 puts and deletes. All are checked before the first is done, so an error means that nothing was written.</summary>
public sealed class BatchWriteItem : IDataOperation<IReadOnlyDictionary<string, Capacity>>
{
    /// <summary>The puts and deletes by table.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<BatchWrite>> Requests { get; init; }

    /// <summary>After the execution: the item collections written, by table.</summary>
    public SortedDictionary<string, List<Item>> Collections { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [.. Requests.Keys];

    /// <inheritdoc/>
    public IEnumerable<(string Table, int Count)> Work(IReadOnlyDictionary<string, Capacity>? result) => Requests.Select(r => (r.Key, result is null ? 0 : r.Value.Count));

    /// <inheritdoc/>
    public void Prepare()
    {
        var count = Requests.Values.Sum(r => r.Count);
        if (count == 0)
            throw DynamoException.Validation("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
        if (count > DynamoLimits.BatchWriteItems)
            throw DynamoException.Validation("Too many items requested for the BatchWriteItem call");
        foreach (var write in Requests.Values.SelectMany(r => r))
        {
            if (!write.Delete && ItemSize.Of(write.Item) > DynamoLimits.ItemBytes)
                throw DynamoException.Validation("Item size has exceeded the maximum allowed size");
        }
    }

    /// <summary>Does them; the answer is the write units by table.</summary>
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Capacity> Execute(Turn turn)
    {
        var units = new Dictionary<string, Capacity>();
        var writes = new List<(Table Table, Item? Old, BatchWrite Write)>();
        foreach (var (name, requests) in Requests)
        {
            var table = turn.Engine.Table(name);
            var keys = new SortedSet<RowKey>();
            units[name] = new Capacity();
            foreach (var write in requests)
            {
                var key = write.Delete ? table.Schema.KeyOfKey(write.Item) : table.Schema.KeyInItem(write.Item);
                if (!keys.Add(key))
                    throw DynamoException.Validation("Provided list of item keys contains duplicates");
                turn.See(key);
                var old = table.Item(key);
                writes.Add((table, old, write));
                if (!write.Delete)
                    table.CheckIndexes(write.Item);
                units[name].Add(ItemWrite.Units(table, old, write.Delete ? null : write.Item));
            }
        }

        foreach (var (table, old, write) in writes)
        {
            if (ItemWrite.Collection(table, write.Item) is { } collection)
            {
                if (!Collections.TryGetValue(table.Definition.Name, out var collections))
                    Collections[table.Definition.Name] = collections = [];
                if (!collections.Exists(c => ValueOrder.Same(c, collection)))
                    collections.Add(collection);
            }

            if (!write.Delete)
                turn.Put(table, write.Item);
            else if (old is not null || table.RemembersDeletes)
                turn.Delete(table, write.Item);
        }

        return units;
    }
}
