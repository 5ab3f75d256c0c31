using ActiveActive.Engine.DynamoDb.Backups;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Transfers;

namespace ActiveActive.Engine.DynamoDb;

/// <summary>What the engine keeps beside tables and streams: backups, past writes, exports and imports.</summary>
public sealed partial class DynamoEngine
{
    /// <summary>What the name of a backup ends in that AWS makes when a table with point-in-time recovery is deleted.</summary>
    public const string SystemBackupSuffix = "$DeletedTableBackup";

    private readonly SortedDictionary<string, Backup> _backups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Transfer> _transfers = new(StringComparer.Ordinal);

    /// <summary>The backups by id, the oldest first.</summary>
    public IReadOnlyDictionary<string, Backup> Backups => _backups;

    /// <summary>The exports and imports by ARN.</summary>
    public IReadOnlyDictionary<string, Transfer> Transfers => _transfers;

    /// <summary>Applies a change of these; false for another.</summary>
    private bool ApplyKept(Change change)
    {
        switch (change)
        {
            case Change.BackupTaken taken:
                Take(taken);
                return true;
            case Change.BackupKept kept:
                _backups[kept.Id] = new Backup(kept);
                return true;
            case Change.BackupItemKept item:
                _backups[item.Id].Add(item.Item);
                return true;
            case Change.BackupDeleted deleted:
                _backups.Remove(deleted.Id);
                return true;
            case Change.RowsRestored restored:
                Clock.Observe(restored.Stamp.Time);
                var table = _tables[restored.Table];
                foreach (var item in _backups[restored.BackupId].Items)
                    table.Write(table.Schema.KeyOfItem(item), item, restored.Stamp, 0);
                return true;
            case Change.PastFrom from:
                _tables[from.Table].Past = new PastWrites(from.From);
                return true;
            case Change.PastKept past:
                _tables[past.Table].Past!.Add(past.At, past.Key, past.Before);
                return true;
            case Change.TransferEnded ended:
                _transfers[ended.Transfer.Arn] = ended.Transfer;
                return true;
            default:
                return false;
        }
    }

    private void Take(Change.BackupTaken taken)
    {
        var table = _tables[taken.Table];
        var type = taken.Name.EndsWith(SystemBackupSuffix, StringComparison.Ordinal) ? "SYSTEM" : "USER";
        var backup = new Backup(new Change.BackupKept(taken.Id, taken.Name, taken.At, type, table.Definition, table.Settings, table.Stream?.View));
        foreach (var row in table.Rows)
        {
            if (row.Item is not null)
                backup.Add(row.Item);
        }

        _backups[taken.Id] = backup;
    }

    private IEnumerable<Change> SnapshotKept() => _tables.Values.Where(t => t.Past is not null).SelectMany(t => t.Past!.Snapshot(t.Definition.Name))
        .Concat(_backups.Values.SelectMany(b => b.Snapshot()))
        .Concat(_transfers.Values.Select(Change (t) => new Change.TransferEnded(t)));
}
