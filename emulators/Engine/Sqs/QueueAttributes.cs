using System.Globalization;

namespace ActiveActive.Engine.Sqs;

/// <summary>A queue's attributes: as they were set, and as the engine uses them.</summary>
public sealed class QueueAttributes
{
    private static readonly Dictionary<string, (int Low, int High, int Default)> Numbers = new(StringComparer.Ordinal)
    {
        ["VisibilityTimeout"] = (0, SqsLimits.VisibilitySeconds, 30),
        ["DelaySeconds"] = (0, SqsLimits.DelaySeconds, 0),
        ["MessageRetentionPeriod"] = (60, 1_209_600, 345_600),
        ["ReceiveMessageWaitTimeSeconds"] = (0, SqsLimits.WaitSeconds, 0),
        ["MaximumMessageSize"] = (1024, SqsLimits.MessageBytes, SqsLimits.MessageBytes),
    };

    private readonly SortedDictionary<string, string> _all;

    /// <summary>Checks attributes; an empty value takes one away.</summary>
    /// <param name="attributes">Names and values.</param>
    /// <param name="kept">True for those of a journal, which an earlier version may have checked less.</param>
    /// <exception cref="SqsException">One is not known, or its value is out of range.</exception>
    public QueueAttributes(IReadOnlyDictionary<string, string> attributes, bool kept = false)
    {
        _all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, (_, _, value)) in Numbers)
            _all[name] = value.ToString(CultureInfo.InvariantCulture);
        if (!kept && attributes.GetValueOrDefault("KmsMasterKeyId") is { Length: > 0 } && attributes.GetValueOrDefault("SqsManagedSseEnabled") == "true")
            throw new SqsException("InvalidAttributeName", "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.");
        // A key of the customer's takes the place of SQS's own.
        if (!attributes.TryGetValue("KmsMasterKeyId", out var key) || key.Length == 0)
            _all["SqsManagedSseEnabled"] = "true";
        IsFifo = attributes.TryGetValue("FifoQueue", out var fifo) && fifo == "true";
        if (IsFifo)
            (_all["ContentBasedDeduplication"], _all["DeduplicationScope"], _all["FifoThroughputLimit"]) = ("false", "queue", "perQueue");
        foreach (var (name, value) in attributes)
            Set(name, value, kept);
        if (_all.ContainsKey("KmsMasterKeyId"))
        {
            _all["SqsManagedSseEnabled"] = "false";
            _all.TryAdd("KmsDataKeyReusePeriodSeconds", "300");
        }

        if (IsFifo && _all["FifoThroughputLimit"] == "perMessageGroupId" && _all["DeduplicationScope"] != "messageGroup")
            throw new SqsException("InvalidAttributeValue", "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.");
        Visibility = Seconds("VisibilityTimeout");
        Delay = Seconds("DelaySeconds");
        Retention = Seconds("MessageRetentionPeriod");
        Wait = Seconds("ReceiveMessageWaitTimeSeconds");
        MaximumBytes = int.Parse(_all["MaximumMessageSize"], CultureInfo.InvariantCulture);
        if (_all.TryGetValue("RedrivePolicy", out var redrive))
            (DeadLetterQueue, MaxReceives) = RedrivePolicy.Parse(redrive, kept);
        if (_all.TryGetValue("RedriveAllowPolicy", out var allow) && (!kept || RedriveAllowPolicy.IsOne(allow)))
            MayUse = RedriveAllowPolicy.Parse(allow);
    }

    /// <summary>All of them, defaults included.</summary>
    public IReadOnlyDictionary<string, string> All => _all;

    /// <summary>True for a FIFO queue.</summary>
    public bool IsFifo { get; }

    /// <summary>True when a message without a deduplication id is told by its body.</summary>
    public bool DeduplicatesByContent => _all.GetValueOrDefault("ContentBasedDeduplication") == "true";

    /// <summary>True when a deduplication id counts within its group only.</summary>
    public bool DeduplicatesByGroup => _all.GetValueOrDefault("DeduplicationScope") == "messageGroup";

    /// <summary>How long a received message is invisible.</summary>
    public TimeSpan Visibility { get; }

    /// <summary>How long a sent message is invisible.</summary>
    public TimeSpan Delay { get; }

    /// <summary>How long a message is kept.</summary>
    public TimeSpan Retention { get; }

    /// <summary>How long a receive waits that does not say.</summary>
    public TimeSpan Wait { get; }

    /// <summary>Bytes of a message.</summary>
    public int MaximumBytes { get; }

    /// <summary>The name of the dead-letter queue, if there is one.</summary>
    public string? DeadLetterQueue { get; }

    /// <summary>Receives after which a message goes there.</summary>
    public int MaxReceives { get; } = int.MaxValue;

    /// <summary>The ARNs of the queues that may have this as their dead-letter queue; null for all.</summary>
    public IReadOnlyList<string>? MayUse { get; }

    /// <summary>True for the name of an attribute that SQS has, whether or not a queue has it set.</summary>
    public static bool IsKnown(string name) => Numbers.ContainsKey(name) || name is
        "RedrivePolicy" or "Policy" or "RedriveAllowPolicy" or "KmsMasterKeyId" or "KmsDataKeyReusePeriodSeconds" or "SqsManagedSseEnabled"
        or "FifoQueue" or "ContentBasedDeduplication" or "DeduplicationScope" or "FifoThroughputLimit"
        or "QueueArn" or "ApproximateNumberOfMessages" or "ApproximateNumberOfMessagesNotVisible" or "ApproximateNumberOfMessagesDelayed"
        or "CreatedTimestamp" or "LastModifiedTimestamp";

    /// <summary>These with some changed.</summary>
    public QueueAttributes With(IReadOnlyDictionary<string, string> changed)
    {
        if (changed.TryGetValue("FifoQueue", out var fifo))
        {
            if (!IsFifo)
                throw new SqsException("InvalidAttributeName", "Unknown Attribute FifoQueue.");
            if (fifo != "true")
                throw new SqsException("InvalidAttributeValue", "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.");
        }

        var all = new Dictionary<string, string>(_all, StringComparer.Ordinal);
        // Which of the two kinds of encryption there is follows from what is asked for, not from what was.
        if (changed.GetValueOrDefault("KmsMasterKeyId") is { Length: > 0 })
            all.Remove("SqsManagedSseEnabled");
        else if (changed.GetValueOrDefault("SqsManagedSseEnabled") == "true" && all.Remove("KmsMasterKeyId"))
            all.Remove("KmsDataKeyReusePeriodSeconds");
        foreach (var (name, value) in changed)
            all[name] = value;
        return new QueueAttributes(all);
    }

    private TimeSpan Seconds(string name) => TimeSpan.FromSeconds(int.Parse(_all[name], CultureInfo.InvariantCulture));

    private void Set(string name, string value, bool kept)
    {
        if (Numbers.TryGetValue(name, out var range))
        {
            _all[name] = Number(name, value, range.Low, range.High);
            return;
        }

        var valid = name switch
        {
            _ when kept => true,
            "FifoQueue" when IsFifo => true,
            "ContentBasedDeduplication" when IsFifo => value is "true" or "false",
            "DeduplicationScope" when IsFifo => value is "queue" or "messageGroup",
            "FifoThroughputLimit" when IsFifo => value is "perQueue" or "perMessageGroupId",
            "DeduplicationScope" or "FifoThroughputLimit" =>
                throw new SqsException("InvalidAttributeName", $"You can specify the {name} only when FifoQueue is set to true."),
            "SqsManagedSseEnabled" => value is "true" or "false",
            "KmsDataKeyReusePeriodSeconds" => value.Length == 0 || Number(name, value, 60, 86_400) == value,
            "Policy" => value.Length == 0 || AccessPolicy.IsPolicy(value),
            // Kept and given back; there is no encryption with a customer's key here.
            "RedrivePolicy" or "RedriveAllowPolicy" or "KmsMasterKeyId" => true,
            _ => throw new SqsException("InvalidAttributeName", $"Unknown Attribute {name}."),
        };
        if (!valid)
            throw new SqsException("InvalidAttributeValue", $"Invalid value for the parameter {name}.");
        if (value.Length == 0)
            _all.Remove(name);
        else
            _all[name] = value;
    }

    private static string Number(string name, string value, int low, int high) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new SqsException("InvalidAttributeValue", $"Invalid value for the parameter {name}.");
}
