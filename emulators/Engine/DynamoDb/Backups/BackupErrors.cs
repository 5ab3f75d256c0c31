namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>The errors of backups and restores, in AWS's words.</summary>
public static class BackupErrors
{
    /// <summary>The table to back up or to restore from is not there.</summary>
    public static DynamoException NoTable(string table) => new("TableNotFoundException", $"Table not found: {table}");

    /// <summary>The backup is not there.</summary>
    public static DynamoException NoBackup(string arn) => new("BackupNotFoundException", $"Backup not found: {arn}");

    /// <summary>The table to restore to is there already.</summary>
    public static DynamoException TableExists(string table) => new("TableAlreadyExistsException", $"Table already exists: {table}");

    /// <summary>A moment cannot be restored.</summary>
    public static DynamoException RecoveryOff(string table) =>
        new("PointInTimeRecoveryUnavailableException", $"Point in time recovery is not enabled for table '{table}'");
}
