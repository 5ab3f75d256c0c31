using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>A table's primary key and the checks that it puts on items and keys.</summary>
public sealed class TableSchema
{
    internal TableSchema(KeyAttribute hash, KeyAttribute? range)
        : this([hash], range is null ? [] : [range])
    {
    }

    /// <summary>A key of several attributes, as only global indexes have it.</summary>
    internal TableSchema(IReadOnlyList<KeyAttribute> hash, IReadOnlyList<KeyAttribute> range)
    {
        (HashKeys, RangeKeys) = (hash, range);
        Hash = hash[0];
        Range = range.Count == 0 ? null : range[0];
        Keys = [.. hash, .. range];
    }

    /// <summary>The hash attributes, of which a table has one.</summary>
    public IReadOnlyList<KeyAttribute> HashKeys { get; }

    /// <summary>The range attributes, of which a table has at most one.</summary>
    public IReadOnlyList<KeyAttribute> RangeKeys { get; }

    /// <summary>The hash key, or the first of its attributes.</summary>
    public KeyAttribute Hash { get; }

    /// <summary>The range key or the first of its attributes, if there is one.</summary>
    public KeyAttribute? Range { get; }

    /// <summary>All, in order.</summary>
    public IReadOnlyList<KeyAttribute> Keys { get; }

    /// <summary>The key of a whole item, checked: present, of the right type, not empty, not too long.</summary>
    /// <exception cref="DynamoException">It is not.</exception>
    public RowKey KeyOfItem(Item item)
    {
        foreach (var key in Keys)
        {
            if (!item.TryGetValue(key.Name, out var value))
                throw DynamoException.InvalidParameter($"Missing the key {key.Name} in the item");
            if (value.Type != key.Type)
                throw DynamoException.InvalidParameter($"Type mismatch for key {key.Name} expected: {key.Type} actual: {value.Type}");
        }

        return Checked(item);
    }

    /// <summary>The key of a whole item, with the errors of a key that is looked up, as BatchWriteItem has them.</summary>
    /// <exception cref="DynamoException">It does not match the schema.</exception>
    public RowKey KeyInItem(Item item)
    {
        foreach (var attribute in Keys)
        {
            if (!item.TryGetValue(attribute.Name, out var value) || value.Type != attribute.Type)
                throw SchemaMismatch();
        }

        return Checked(item);
    }

    /// <summary>The key of a request that gives nothing but the key.</summary>
    /// <exception cref="DynamoException">It does not match the schema.</exception>
    public RowKey KeyOfKey(Item key)
    {
        if (key.Count != Keys.Count)
            throw SchemaMismatch();
        foreach (var attribute in Keys)
        {
            if (!key.TryGetValue(attribute.Name, out var value) || value.Type != attribute.Type)
                throw SchemaMismatch();
        }

        return Checked(key);
    }

    /// <summary>The key's attributes out of an item.</summary>
    public IReadOnlyDictionary<string, AttributeValue> KeyPart(Item item) => Keys.ToDictionary(k => k.Name, k => item[k.Name]);

    /// <summary>True for an attribute of the key.</summary>
    public bool IsKey(string attribute) => Keys.Any(k => k.Name == attribute);

    /// <summary>Values of one side of the key as a row's place has them: one by itself, several as a list.</summary>
    public static AttributeValue? Part(IReadOnlyList<AttributeValue> values, int attributes) => values.Count == 0
        ? null
        : attributes == 1 ? values[0] : new AttributeValue.L(values);

    /// <summary>The place of an item that has every attribute of the key.</summary>
    public RowKey PlaceOf(Item item) => Keys.Count == HashKeys.Count + 1 && HashKeys.Count == 1
        ? RowKey.Of(item[Hash.Name], item[Range!.Name])
        : RowKey.Of(Part([.. HashKeys.Select(k => item[k.Name])], HashKeys.Count)!, Part([.. RangeKeys.Select(k => item[k.Name])], RangeKeys.Count));

    private RowKey Checked(Item item)
    {
        foreach (var key in HashKeys)
            CheckLength(key.Name, item[key.Name], DynamoLimits.HashKeyBytes, "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        foreach (var key in RangeKeys)
            CheckLength(key.Name, item[key.Name], DynamoLimits.RangeKeyBytes, "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        return PlaceOf(item);
    }

    private static void CheckLength(string name, AttributeValue value, int limit, string tooLong)
    {
        if (value is AttributeValue.N)
            return;
        var size = ItemSize.Of(value);
        if (size == 0)
            throw new DynamoException("ValidationException", $"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty {(value is AttributeValue.S ? "string" : "binary")} value. Key: {name}") { EndsTransaction = true };
        if (size > limit)
            throw DynamoException.InvalidParameter(tooLong);
    }

    private static DynamoException SchemaMismatch() => DynamoException.Validation("The provided key element does not match the schema");
}
