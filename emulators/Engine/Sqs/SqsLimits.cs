namespace ActiveActive.Engine.Sqs;

/// <summary>SQS's quotas, from "Amazon SQS message quotas" and "standard queue quotas" in its developer guide.</summary>
public static class SqsLimits
{
    /// <summary>The account that all queues are of.</summary>
    public const string Account = "000000000000";

    /// <summary>How long a deduplication id and a receive attempt are remembered.</summary>
    public static readonly TimeSpan Deduplication = TimeSpan.FromMinutes(5);

    /// <summary>Tags of a queue.</summary>
    public const int Tags = 50;

    /// <summary>Message move tasks that a queue remembers: ListMessageMoveTasks tells up to ten.</summary>
    public const int MoveTasks = 10;

    /// <summary>MaxNumberOfMessagesPerSecond of a message move task.</summary>
    public const int MovesPerSecond = 500;

    /// <summary>Bytes of a message with its attributes, and of all messages of a batch together.</summary>
    public const int MessageBytes = 1024 * 1024;

    /// <summary>Entries of a batch, and messages of a receive.</summary>
    public const int BatchEntries = 10;

    /// <summary>Characters of a batch entry's id.</summary>
    public const int EntryIdLength = 80;

    /// <summary>Attributes of a message.</summary>
    public const int Attributes = 10;

    /// <summary>Characters of an attribute's name.</summary>
    public const int AttributeNameLength = 256;

    /// <summary>Characters of a queue's name.</summary>
    public const int QueueNameLength = 80;

    /// <summary>Messages in flight of one queue.</summary>
    public const int InFlight = 120_000;

    /// <summary>Seconds that a message can be invisible.</summary>
    public const int VisibilitySeconds = 43_200;

    /// <summary>Seconds that a message can be delayed.</summary>
    public const int DelaySeconds = 900;

    /// <summary>Seconds that a receive can wait.</summary>
    public const int WaitSeconds = 20;

    /// <summary>Queues that one ListQueues answers.</summary>
    public const int ListQueues = 1000;

    /// <summary>Time between two purges of a queue, and between its deletion and its creation.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);
}
