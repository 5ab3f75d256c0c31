using System.Globalization;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>DescribeContributorInsights and UpdateContributorInsights, of a table or of one of its indexes. Nothing is watched: it is the switch.</summary>
public sealed class ContributorInsights : SettingsOperation
{
    /// <summary>IndexName, or null.</summary>
    public string? IndexName { get; init; }

    /// <summary>ENABLE or DISABLE; null to leave it.</summary>
    public string? Action { get; init; }

    /// <summary>ContributorInsightsMode, or null.</summary>
    public string? Mode { get; init; }

    /// <inheritdoc/>
    protected override void Check(Table table)
    {
        if (IndexName is not null && table.Index(IndexName) is not { Definition.Local: false })
            throw new DynamoException("ResourceNotFoundException", $"Requested resource not found: Table: {Table} has no global secondary index {IndexName}");
    }

    /// <inheritdoc/>
    protected override TableSettings Change(TableSettings settings, DateTimeOffset now) => Action switch
    {
        null => settings,
        "ENABLE" => settings with { Insights = SettingsEntry.With(settings.Insights, IndexName ?? "", new SettingsEntry(Mode ?? "ACCESSED_AND_THROTTLED_KEYS", Time(now))) },
        _ => settings with { Insights = SettingsEntry.With(settings.Insights, IndexName ?? "", new SettingsEntry("", Time(now))) },
    };

    private static string Time(DateTimeOffset now) => now.ToString("O", CultureInfo.InvariantCulture);
}
