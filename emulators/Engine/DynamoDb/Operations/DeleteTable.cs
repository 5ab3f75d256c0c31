using ActiveActive.Engine.DynamoDb.Backups;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Deletes a table with its items, in this region.</summary>
public sealed class DeleteTable : IOperation<TableDescription>
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Name];

    /// <inheritdoc/>
    public void Prepare() => CreateTable.CheckName(Name);

    /// <summary>Deletes it; the answer is the table as it was.</summary>
    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        var table = turn.Engine.Tables.GetValueOrDefault(Name) ?? throw DynamoException.NoTable(Name);
        if (table.Definition.DeletionProtected)
            throw DynamoException.Validation("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
        turn.SeeAll();
        // What could be restored can be restored still: AWS keeps a backup of its own.
        if (table.Past is not null)
            turn.Write(new Change.BackupTaken(BackupIds.Next(turn, Name), Name + DynamoEngine.SystemBackupSuffix, Name, turn.Now));
        turn.Write(new Change.TableDeleted(Name));
        return TableDescription.Of(table);
    }
}
