using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Reads ExclusiveStartKey: the key of the table and, on an index, of the index too, and nothing else.</summary>
internal static class StartKeys
{
    /// <summary>The place in the index (or, without one, in the table) and in the table.</summary>
    /// <exception cref="DynamoException">It is no such key.</exception>
    public static (RowKey Key, RowKey RowKey) Read(Item start, Table table, SecondaryIndex? index)
    {
        var names = table.Schema.Keys.Select(k => k.Name).Union(index?.Schema.Keys.Select(k => k.Name) ?? []).ToList();
        if (start.Count != names.Count || names.Any(n => !start.ContainsKey(n)))
            throw DynamoException.Validation(index is null
                ? "The provided starting key is invalid: The provided key element does not match the schema"
                : "The provided starting key is invalid");
        try
        {
            var rowKey = table.Schema.KeyOfKey(table.Schema.KeyPart(start));
            return (index is null ? rowKey : index.Schema.KeyOfKey(index.Schema.KeyPart(start)), rowKey);
        }
        catch (DynamoException wrong)
        {
            throw DynamoException.Validation($"The provided starting key is invalid: {wrong.Message}");
        }
    }
}
