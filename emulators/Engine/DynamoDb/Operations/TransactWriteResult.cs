using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What a transaction of writes answers.</summary>
public sealed class TransactWriteResult
{
    /// <summary>The units consumed by table: two for each of a plain write, since it is prepared and then done.</summary>
    public SortedDictionary<string, Capacity> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>The item collections written, by table.</summary>
    public SortedDictionary<string, List<Item>> Collections { get; } = new(StringComparer.Ordinal);

    /// <summary>True when it had been done before, so that it cost reads only.</summary>
    public bool IsRepetition { get; init; }

    internal void Add(string table, Capacity capacity, Item? collection)
    {
        if (!Units.TryGetValue(table, out var units))
            Units[table] = units = new Capacity();
        units.Add(capacity);
        units.Add(capacity);
        if (collection is null)
            return;
        if (!Collections.TryGetValue(table, out var collections))
            Collections[table] = collections = [];
        collections.Add(collection);
    }
}
