namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>What a table was created as.</summary>
public sealed record TableDefinition
{
    /// <summary>3 to 255 characters of a-z, A-Z, 0-9, _ - and .</summary>
    public required string Name { get; init; }

    /// <summary>Tells this table from an earlier one of the same name; in the form of a GUID.</summary>
    public required string Id { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The hash key.</summary>
    public required KeyAttribute Hash { get; init; }

    /// <summary>The range key, if there is one.</summary>
    public KeyAttribute? Range { get; init; }

    /// <summary>The secondary indexes, in the order in which they came to be.</summary>
    public IReadOnlyList<IndexDefinition> Indexes { get; init; } = [];

    /// <summary>Provisioned read units; 0 for pay per request.</summary>
    public long ReadUnits { get; init; }

    /// <summary>Provisioned write units; 0 for pay per request.</summary>
    public long WriteUnits { get; init; }

    /// <summary>Refuses DeleteTable until it is switched off.</summary>
    public bool DeletionProtected { get; init; }

    /// <summary>PAY_PER_REQUEST, else PROVISIONED.</summary>
    public bool PayPerRequest => ReadUnits == 0;
}
