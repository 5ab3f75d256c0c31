using ActiveActive.Engine.DynamoDb.Backups;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>DescribeContinuousBackups and UpdateContinuousBackups: the switch of point-in-time recovery, and since when a moment can be restored.</summary>
public sealed class ContinuousBackups : IOperation<(DateTimeOffset? From, int Days)>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>PointInTimeRecoveryEnabled; null to leave it.</summary>
    public bool? Enabled { get; init; }

    /// <summary>RecoveryPeriodInDays, or null.</summary>
    public int? Days { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare()
    {
        CreateTable.CheckName(Table);
        if (Enabled == false && Days is not null)
            throw DynamoException.Validation("RecoveryPeriodInDays can only be specified when PointInTimeRecoveryEnabled is true");
    }

    /// <inheritdoc/>
    public (DateTimeOffset? From, int Days) Execute(Turn turn)
    {
        turn.SeeAll();
        var table = turn.Engine.Tables.GetValueOrDefault(Table) ?? throw BackupErrors.NoTable(Table);
        var settings = Enabled switch
        {
            null => table.Settings,
            true => table.Settings with { RecoverableSince = table.Settings.RecoverableSince ?? turn.Now, RecoveryDays = Days ?? table.Settings.RecoveryDays },
            false => table.Settings with { RecoverableSince = null, RecoveryDays = 35 },
        };
        if (settings != table.Settings)
            turn.Write(table.SettingsChange(settings));
        table.Past?.Trim(turn.Now.AddDays(-table.Settings.RecoveryDays));
        return (table.Past?.From, table.Settings.RecoveryDays);
    }
}
