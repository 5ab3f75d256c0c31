using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>
/// Makes a new table of a backup's items, or of a table's as they were at a moment: with its keys, indexes, units and encryption.
/// Streams, TTL, tags, policies and recovery have to be switched on anew, as at AWS.
/// </summary>
public sealed class RestoreTable : IOperation<TableDescription>
{
    /// <summary>TargetTableName.</summary>
    public required string Target { get; init; }

    /// <summary>BackupArn; null to restore a moment.</summary>
    public string? BackupArn { get; init; }

    /// <summary>The table that a moment is restored of.</summary>
    public string? Source { get; init; }

    /// <summary>The moment; null for the latest.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>BillingModeOverride, or null.</summary>
    public string? BillingMode { get; init; }

    /// <summary>ProvisionedThroughputOverride, or null.</summary>
    public (long Read, long Write)? Throughput { get; init; }

    /// <summary>The names of the local indexes to have, or null for all.</summary>
    public IReadOnlyList<string>? LocalIndexes { get; init; }

    /// <summary>The names of the global indexes to have, or null for all.</summary>
    public IReadOnlyList<string>? GlobalIndexes { get; init; }

    /// <summary>SSESpecificationOverride, or null.</summary>
    public (bool On, string? Key)? Encryption { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => Source is null ? [Target] : [Target, Source];

    /// <inheritdoc/>
    public void Prepare()
    {
        CreateTable.CheckName(Target);
        if (BillingMode == "PAY_PER_REQUEST" && Throughput is not null)
            throw DynamoException.InvalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        turn.SeeAll();
        var (source, settings, from, backup, items) = Read(turn);
        if (turn.Engine.Tables.ContainsKey(Target))
            throw BackupErrors.TableExists(Target);
        var indexes = Indexes(source).ToList();
        var onDemand = BillingMode == "PAY_PER_REQUEST" || (BillingMode is null && Throughput is null && source.PayPerRequest);
        var units = onDemand ? (0, 0) : Throughput ?? (source.PayPerRequest ? throw UnitsMissing() : (source.ReadUnits, source.WriteUnits));
        var time = turn.Engine.Clock.Next(turn.Now);
        turn.Write(new Change.ClockAt(time));
        turn.Write(new Change.TableCreated(new TableDefinition
        {
            Name = Target, Id = TableIds.Of(turn.Engine.Region, Target, time), Created = turn.Now,
            Hash = source.Hash, Range = source.Range, ReadUnits = units.Item1, WriteUnits = units.Item2,
        }));
        foreach (var index in indexes)
            turn.Write(new Change.IndexAdded(Target, onDemand || index.Local ? index with { ReadUnits = 0, WriteUnits = 0 } : index));
        var table = turn.Engine.Tables[Target];
        turn.Write(table.SettingsChange(TableSettings.None with
        {
            KmsKey = Encryption is { } sse ? sse.On ? sse.Key ?? "alias/aws/dynamodb" : null : settings.KmsKey, TableClass = settings.TableClass, Restored = from,
        }));
        if (backup is not null)
            turn.Write(new Change.RowsRestored(Target, backup.Kept.Id, new Stamp(turn.Engine.Clock.Next(turn.Now), turn.Engine.Region)));
        else
        {
            foreach (var item in items)
                turn.Put(table, item);
        }

        return TableDescription.Of(table);
    }

    private (TableDefinition Source, TableSettings Settings, RestoredFrom From, Backup? Backup, IReadOnlyList<Item> Items) Read(Turn turn)
    {
        if (BackupArn is not null)
        {
            var backup = FindBackup.Find(turn, BackupArn);
            return (backup.Definition, backup.Kept.Settings, new RestoredFrom(TableArn(turn, backup.Definition.Name), BackupArn, backup.Kept.At), backup, []);
        }

        var table = turn.Engine.Tables.GetValueOrDefault(Source!) ?? throw BackupErrors.NoTable(Source!);
        var past = table.Past ?? throw BackupErrors.RecoveryOff(Source!);
        past.Trim(turn.Now.AddDays(-table.Settings.RecoveryDays));
        var time = Time ?? turn.Now;
        if (time < past.From || time > turn.Now)
            throw new DynamoException("InvalidRestoreTimeException", $"The restore time {time:O} is not between {past.From:O} and {turn.Now:O}, the earliest and the latest moment that can be restored");
        return (table.Definition, table.Settings, new RestoredFrom(TableArn(turn, Source!), null, time), null, past.At(table, time));
    }

    private IEnumerable<IndexDefinition> Indexes(TableDefinition source)
    {
        if ((LocalIndexes ?? []).Concat(GlobalIndexes ?? []).FirstOrDefault(n => source.Indexes.All(i => i.Name != n)) is { } unknown)
            throw DynamoException.Validation($"Index {unknown} is not one of the table that is restored");
        return source.Indexes.Where(i => (i.Local ? LocalIndexes : GlobalIndexes)?.Contains(i.Name) ?? true);
    }

    private static string TableArn(Turn turn, string table) => $"arn:aws:dynamodb:{turn.Engine.Region}:000000000000:table/{table}";

    private static DynamoException UnitsMissing() =>
        DynamoException.InvalidParameter("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
}
