namespace ActiveActive.AwsEmulator.Storage;

/// <summary>The numbers of the parts in the log. A number is never given twice.</summary>
public static class PartIds
{
    /// <summary>Queues and messages.</summary>
    public const byte Sqs = 1;

    /// <summary>Tables and items.</summary>
    public const byte DynamoDb = 2;

    /// <summary>Cursors of the global table.</summary>
    public const byte Replication = 3;
}
