using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Transfers;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>The changes of what outlives a moment: backups, past writes, exports and imports.</summary>
public abstract partial record Change
{
    /// <summary>A backup was made of a table as it is then; Name ends in a system backup's suffix when AWS itself made it.</summary>
    public sealed record BackupTaken(string Id, string Name, string Table, DateTimeOffset At) : Change;

    /// <summary>A backup as it is, without its items. Only in snapshots: else it follows from the table.</summary>
    public sealed record BackupKept(string Id, string Name, DateTimeOffset At, string Type, TableDefinition Definition, TableSettings Settings, string? StreamView) : Change;

    /// <summary>An item of a backup. Only in snapshots.</summary>
    public sealed record BackupItemKept(string Id, IReadOnlyDictionary<string, AttributeValue> Item) : Change;

    /// <summary>A backup was deleted.</summary>
    public sealed record BackupDeleted(string Id) : Change;

    /// <summary>A new table got a backup's items.</summary>
    public sealed record RowsRestored(string Table, string BackupId, Stamp Stamp) : Change;

    /// <summary>A table can be restored as it was from here on. Only in snapshots: the past writes follow it.</summary>
    public sealed record PastFrom(string Table, DateTimeOffset From) : Change;

    /// <summary>What a write took the place of. Only in snapshots: else it follows from rows.</summary>
    public sealed record PastKept(string Table, DateTimeOffset At, IReadOnlyDictionary<string, AttributeValue> Key, IReadOnlyDictionary<string, AttributeValue>? Before) : Change;

    /// <summary>An export or an import has ended.</summary>
    public sealed record TransferEnded(Transfer Transfer) : Change;
}
