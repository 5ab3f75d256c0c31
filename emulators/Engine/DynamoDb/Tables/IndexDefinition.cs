namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>A secondary index as it was asked for.</summary>
public sealed record IndexDefinition
{
    /// <summary>Its name, unique in the table.</summary>
    public required string Name { get; init; }

    /// <summary>Its hash key.</summary>
    public required KeyAttribute Hash { get; init; }

    /// <summary>Its range key, if there is one.</summary>
    public KeyAttribute? Range { get; init; }

    /// <summary>Of a global index with several hash attributes: those after the first.</summary>
    public IReadOnlyList<KeyAttribute> MoreHash { get; init; } = [];

    /// <summary>Of a global index with several range attributes: those after the first.</summary>
    public IReadOnlyList<KeyAttribute> MoreRange { get; init; } = [];

    /// <summary>ALL, KEYS_ONLY or INCLUDE.</summary>
    public string Projection { get; init; } = "ALL";

    /// <summary>With INCLUDE: what it holds besides the keys.</summary>
    public IReadOnlyList<string> NonKeyAttributes { get; init; } = [];

    /// <summary>A local index, which shares the table's hash key; else a global one.</summary>
    public bool Local { get; init; }

    /// <summary>Provisioned read units of a global index; 0 for pay per request.</summary>
    public long ReadUnits { get; init; }

    /// <summary>Provisioned write units of a global index; 0 for pay per request.</summary>
    public long WriteUnits { get; init; }

    /// <summary>The key attributes in order.</summary>
    public IReadOnlyList<KeyAttribute> Keys => [.. HashKeys, .. RangeKeys];

    /// <summary>The hash attributes.</summary>
    public IReadOnlyList<KeyAttribute> HashKeys => [Hash, .. MoreHash];

    /// <summary>The range attributes.</summary>
    public IReadOnlyList<KeyAttribute> RangeKeys => Range is null ? [] : [Range, .. MoreRange];
}
