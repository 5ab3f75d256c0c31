using System.Globalization;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>
/// PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy, of a table or its stream; the answer is the policy with its
/// revision, and null where none was to be deleted. Policies are kept and not enforced.
/// </summary>
public sealed class ResourcePolicy : IOperation<SettingsEntry?>
{
    /// <summary>What ExpectedRevisionId says when there must be no policy yet.</summary>
    public const string NoPolicy = "NO_POLICY";

    /// <summary>ResourceArn.</summary>
    public required string Arn { get; init; }

    /// <summary>The table that it names.</summary>
    public required string Table { get; init; }

    /// <summary>The label of the stream that it names; empty for the table.</summary>
    public string Stream { get; init; } = "";

    /// <summary>The policy to put; null to read or delete.</summary>
    public string? Policy { get; init; }

    /// <summary>Deletes it.</summary>
    public bool Delete { get; init; }

    /// <summary>ExpectedRevisionId, or null.</summary>
    public string? Expected { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public SettingsEntry? Execute(Turn turn)
    {
        turn.SeeAll();
        var table = turn.Engine.Tables.GetValueOrDefault(Table);
        if (table is null || (Stream.Length > 0 && (table.LatestStream is not { } stream || StreamNames.Label(stream.Began) != Stream)))
            throw new DynamoException("ResourceNotFoundException", $"Requested resource not found: ResourcArn: {Arn} not found");
        var present = table.Settings.Policies.GetValueOrDefault(Stream);
        if (Policy is null && !Delete)
            return present ?? throw Missing();
        if (Expected is not null && (Delete ? present is not null : true) && Expected != (present?.Detail ?? NoPolicy))
            throw Missing();
        if (Delete && present is null)
            return null;
        // A policy that is put again as it is keeps its revision.
        if (!Delete && present?.Value == Policy)
            return present;
        var entry = Delete ? null : new SettingsEntry(Policy!, turn.Engine.Clock.Next(turn.Now).ToString(CultureInfo.InvariantCulture));
        turn.Write(table.SettingsChange(table.Settings with { Policies = SettingsEntry.With(table.Settings.Policies, Stream, entry) }));
        return entry ?? present;
    }

    private DynamoException Missing() => new("PolicyNotFoundException", $"Resource-based policy not found for the provided ResourceArn: {Arn}");
}
