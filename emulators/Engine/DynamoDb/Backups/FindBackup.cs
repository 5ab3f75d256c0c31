using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>DescribeBackup and DeleteBackup: the backup as it is, or was.</summary>
public sealed class FindBackup : IOperation<Backup>
{
    /// <summary>BackupArn.</summary>
    public required string Arn { get; init; }

    /// <summary>Deletes it too.</summary>
    public bool Delete { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public Backup Execute(Turn turn)
    {
        turn.SeeAll();
        var backup = Find(turn, Arn);
        if (Delete)
            turn.Write(new Change.BackupDeleted(backup.Kept.Id));
        return backup;
    }

    /// <summary>The backup of an ARN.</summary>
    /// <exception cref="DynamoException">There is none.</exception>
    internal static Backup Find(Turn turn, string arn) =>
        turn.Engine.Backups.TryGetValue(arn[(arn.LastIndexOf('/') + 1)..], out var backup) && backup.Arn(turn.Engine.Region) == arn ? backup : throw BackupErrors.NoBackup(arn);
}
