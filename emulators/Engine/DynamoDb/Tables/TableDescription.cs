namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>What DescribeTable tells, as it was at one moment.</summary>
/// <param name="Definition">What the table was created as.</param>
/// <param name="ItemCount">How many items it has.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Replicas">The other regions that have it, and whether they have it yet.</param>
public sealed record TableDescription(
    TableDefinition Definition, long ItemCount, long Bytes, IReadOnlyList<(string Region, bool Active)> Replicas)
{
    /// <summary>The indexes with their sizes.</summary>
    public IReadOnlyList<(IndexDefinition Index, long ItemCount, long Bytes)> Indexes { get; init; } = [];

    /// <summary>What is switched.</summary>
    public TableSettings Settings { get; init; } = TableSettings.None;

    /// <summary>The last stream: when it began, its view, whether it is on.</summary>
    public (DateTimeOffset Began, string View, bool On)? Stream { get; init; }

    /// <summary>What single regions have otherwise than the rest, by region.</summary>
    public IReadOnlyDictionary<string, ReplicaOverrides> Overrides { get; init; } = new Dictionary<string, ReplicaOverrides>();

    /// <summary>A table as it is now.</summary>
    public static TableDescription Of(Table table) =>
        new(table.Definition, table.ItemCount, table.Bytes, [.. table.Replicas.Values.Select(r => (r.Region, r.Active))])
        {
            Indexes = [.. table.Indexes.Select(i => (i.Definition, i.ItemCount, i.Bytes))],
            Settings = table.Settings,
            Overrides = new Dictionary<string, ReplicaOverrides>(table.Overrides),
            Stream = table.LatestStream is { } s ? (s.Began, s.View, s.Ended is null) : null,
        };
}
