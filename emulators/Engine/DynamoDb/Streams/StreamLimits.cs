namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>Bounds of streams; those of AWS are from the DynamoDB Streams API reference.</summary>
public static class StreamLimits
{
    /// <summary>How long a record, and a stream that has ended, can be read.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long a shard iterator can be used.</summary>
    public static readonly TimeSpan Iterator = TimeSpan.FromMinutes(15);

    /// <summary>Records that one GetRecords answers.</summary>
    public const int Records = 1000;

    /// <summary>Bytes of records that one GetRecords answers.</summary>
    public const int PageBytes = 1024 * 1024;

    /// <summary>Streams, or shards, that one answer lists.</summary>
    public const int Listed = 100;

    /// <summary>Our own bound of memory: above so many bytes of records a stream trims its oldest before their time.</summary>
    public const long KeptBytes = 64 * 1024 * 1024;

    /// <summary>Our own bound of memory for small records, each of which costs some hundred bytes beside its content.</summary>
    public const int KeptRecords = 200_000;
}
