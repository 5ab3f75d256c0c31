using ActiveActive.Engine.DynamoDb.Backups;
using ActiveActive.Engine.DynamoDb.Operations;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Transfers;

/// <summary>A table's items as they were at a moment, for an export, which needs point-in-time recovery; and the export's id.</summary>
public sealed class ReadForExport : IOperation<(IReadOnlyList<Item> Items, string TableId, DateTimeOffset Time, string Id)>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>ExportTime; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Table);

    /// <inheritdoc/>
    public (IReadOnlyList<Item> Items, string TableId, DateTimeOffset Time, string Id) Execute(Turn turn)
    {
        turn.SeeAll();
        var table = turn.Engine.Tables.GetValueOrDefault(Table) ?? throw BackupErrors.NoTable(Table);
        var past = table.Past ?? throw BackupErrors.RecoveryOff(Table);
        past.Trim(turn.Now.AddDays(-table.Settings.RecoveryDays));
        var time = Time ?? turn.Now;
        if (time < past.From || time > turn.Now)
            throw new DynamoException("InvalidExportTimeException", $"The export time {time:O} is not between {past.From:O} and {turn.Now:O}, the earliest and the latest moment that can be restored");
        return (past.At(table, time), table.Definition.Id, time, BackupIds.Next(turn, Table));
    }
}
