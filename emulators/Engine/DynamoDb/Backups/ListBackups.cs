using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>Lists backups, the oldest first, a page at a time.</summary>
public sealed class ListBackups : IOperation<(IReadOnlyList<Backup> Page, string? Last)>
{
    /// <summary>TableName, or null for all tables.</summary>
    public string? Table { get; init; }

    /// <summary>USER, SYSTEM or ALL.</summary>
    public string Type { get; init; } = "ALL";

    /// <summary>Not made before this.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Made before this.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The ARN after which to go on, or null.</summary>
    public string? After { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public (IReadOnlyList<Backup> Page, string? Last) Execute(Turn turn)
    {
        turn.SeeAll();
        var after = After is null ? "" : After[(After.LastIndexOf('/') + 1)..];
        var all = turn.Engine.Backups.Values.Where(b => string.CompareOrdinal(b.Kept.Id, after) > 0 && (Table is null || b.Definition.Name == Table)
            && (Type == "ALL" || b.Kept.Type == Type) && b.Kept.At >= From && b.Kept.At < To).ToList();
        return all.Count <= Limit ? (all, null) : (all[..Limit], all[Limit - 1].Arn(turn.Engine.Region));
    }
}
