using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>Makes a backup of a table; the answer is the backup.</summary>
public sealed class CreateBackup : IOperation<Backup>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>BackupName.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Table);

    /// <inheritdoc/>
    public Backup Execute(Turn turn)
    {
        turn.SeeAll();
        if (!turn.Engine.Tables.ContainsKey(Table))
            throw BackupErrors.NoTable(Table);
        var id = BackupIds.Next(turn, Table);
        turn.Write(new Change.BackupTaken(id, Name, Table, turn.Now));
        return turn.Engine.Backups[id];
    }
}
