using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Transfers;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>Changes of backups, past writes, exports and imports as bytes: the kinds from 60 on.</summary>
internal static class KeptCodec
{
    public static bool Write(ValueWriter to, Change change)
    {
        switch (change)
        {
            case Change.BackupTaken taken:
                to.Byte(60);
                to.Text(taken.Id);
                to.Text(taken.Name);
                to.Text(taken.Table);
                to.Signed(taken.At.UtcTicks);
                return true;
            case Change.BackupKept kept:
                to.Byte(61);
                to.Text(kept.Id);
                to.Text(kept.Name);
                to.Signed(kept.At.UtcTicks);
                to.Text(kept.Type);
                ChangeCodec.Write(to, kept.Definition);
                IndexCodec.WriteAll(to, kept.Definition.Indexes);
                to.Map(kept.Settings.ToMap());
                to.Text(kept.StreamView ?? "");
                return true;
            case Change.BackupItemKept item:
                to.Byte(62);
                to.Text(item.Id);
                to.Map(item.Item);
                return true;
            case Change.BackupDeleted deleted:
                to.Byte(63);
                to.Text(deleted.Id);
                return true;
            case Change.RowsRestored restored:
                to.Byte(64);
                to.Text(restored.Table);
                to.Text(restored.BackupId);
                to.Signed(restored.Stamp.Time);
                to.Text(restored.Stamp.Region);
                return true;
            case Change.PastFrom from:
                to.Byte(65);
                to.Text(from.Table);
                to.Signed(from.From.UtcTicks);
                return true;
            case Change.PastKept past:
                to.Byte(66);
                to.Text(past.Table);
                to.Signed(past.At.UtcTicks);
                to.Map(past.Key);
                to.Bool(past.Before is not null);
                if (past.Before is not null)
                    to.Map(past.Before);
                return true;
            case Change.TransferEnded ended:
                to.Byte(67);
                to.Text(ended.Transfer.Arn);
                to.Bool(ended.Transfer.IsImport);
                to.Text(ended.Transfer.TableArn);
                to.Map(ended.Transfer.Description);
                return true;
            default:
                return false;
        }
    }

    public static Change Read(byte kind, ref ValueReader from) => kind switch
    {
        60 => new Change.BackupTaken(from.Text(), from.Text(), from.Text(), Time(ref from)),
        61 => Backup(ref from),
        62 => new Change.BackupItemKept(from.Text(), from.Map()),
        63 => new Change.BackupDeleted(from.Text()),
        64 => new Change.RowsRestored(from.Text(), from.Text(), new Stamp(from.Signed(), from.Text())),
        65 => new Change.PastFrom(from.Text(), Time(ref from)),
        66 => new Change.PastKept(from.Text(), Time(ref from), from.Map(), from.Bool() ? from.Map() : null),
        67 => new Change.TransferEnded(new Transfer(from.Text(), from.Bool(), from.Text(), from.Map())),
        _ => throw new InvalidDataException($"The journal has a DynamoDB change of kind {kind}, which a newer version wrote"),
    };

    private static Change.BackupKept Backup(ref ValueReader from)
    {
        var (id, name, at, type) = (from.Text(), from.Text(), Time(ref from), from.Text());
        var definition = ChangeCodec.ReadDefinition(ref from);
        definition = definition with { Indexes = IndexCodec.ReadAll(ref from) };
        var settings = TableSettings.FromMap(from.Map());
        return new Change.BackupKept(id, name, at, type, definition, settings, from.Text() is { Length: > 0 } view ? view : null);
    }

    private static DateTimeOffset Time(ref ValueReader from) => new(from.Signed(), TimeSpan.Zero);
}
