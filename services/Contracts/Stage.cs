namespace ActiveActive.Contracts;

/// <summary>What a stage keeps its records in.</summary>
public enum StoreKind
{
    /// <summary>An Aurora global database: PostgreSQL, one writer.</summary>
    Aurora,

    /// <summary>A DynamoDB global table: a writer in each region.</summary>
    DynamoDb,
}

/// <summary>One of the five steps of a record's journey: receive from <see cref="InQueue"/>, store, send to <see cref="OutQueue"/>, remove.</summary>
/// <param name="Name">Also the name of its store: database <c>inbound</c>, table <c>core</c>.</param>
public sealed record Stage(string Name, string InQueue, string OutQueue, StoreKind Store)
{
    /// <summary>The five stages in the order of the journey.</summary>
    public static readonly IReadOnlyList<Stage> All =
    [
        new("inbound", "inbound", "inbound-preprocess", StoreKind.Aurora),
        new("preprocess", "inbound-preprocess", "preprocess-core", StoreKind.Aurora),
        new("core", "preprocess-core", "core-postprocess", StoreKind.DynamoDb),
        new("postprocess", "core-postprocess", "postprocess-outbound", StoreKind.Aurora),
        new("outbound", "postprocess-outbound", "outbound", StoreKind.Aurora),
    ];

    /// <summary>Finds a stage by name.</summary>
    /// <exception cref="ArgumentException">No such stage; the message lists what there is.</exception>
    public static Stage Parse(string text) =>
        All.FirstOrDefault(s => s.Name == text)
        ?? throw new ArgumentException($"'{text}' is not a stage; there are {string.Join(", ", All.Select(s => s.Name))}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
