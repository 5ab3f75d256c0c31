using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What BatchGetItem answers.</summary>
public sealed class BatchGetResult
{
    /// <summary>The items that are there, by table.</summary>
    public Dictionary<string, IReadOnlyList<Item>> Items { get; } = [];

    /// <summary>The keys that did not fit any more, by table.</summary>
    public Dictionary<string, List<Item>> Unprocessed { get; } = [];

    /// <summary>Read units consumed, by table.</summary>
    public Dictionary<string, Capacity> Units { get; } = [];

    internal void LeaveOver(string table, Item key)
    {
        if (!Unprocessed.TryGetValue(table, out var keys))
            Unprocessed[table] = keys = [];
        keys.Add(key);
    }
}
