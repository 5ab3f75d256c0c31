using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>DescribeContinuousBackups and UpdateContinuousBackups: the switch of point-in-time recovery. Nothing can be restored here.</summary>
public sealed class ContinuousBackups : SettingsOperation
{
    /// <summary>PointInTimeRecoveryEnabled; null to leave it.</summary>
    public bool? Enabled { get; init; }

    /// <inheritdoc/>
    protected override TableSettings Change(TableSettings settings, DateTimeOffset now) => Enabled switch
    {
        null => settings,
        true => settings with { RecoverableSince = settings.RecoverableSince ?? now },
        false => settings with { RecoverableSince = null },
    };

    /// <inheritdoc/>
    protected override DynamoException NotFound() => new("TableNotFoundException", $"Table not found: {Table}");
}
