using System.Globalization;
using System.Text.Json;

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
    /// <exception cref="SqsException">One is not known, or its value is out of range.</exception>
    public QueueAttributes(IReadOnlyDictionary<string, string> attributes)
    {
        _all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, (_, _, value)) in Numbers)
            _all[name] = value.ToString(CultureInfo.InvariantCulture);
        _all["SqsManagedSseEnabled"] = "true";
        foreach (var (name, value) in attributes)
            Set(name, value);
        Visibility = Seconds("VisibilityTimeout");
        Delay = Seconds("DelaySeconds");
        Retention = Seconds("MessageRetentionPeriod");
        Wait = Seconds("ReceiveMessageWaitTimeSeconds");
        MaximumBytes = int.Parse(_all["MaximumMessageSize"], CultureInfo.InvariantCulture);
    }

    /// <summary>All of them, defaults included.</summary>
    public IReadOnlyDictionary<string, string> All => _all;

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
    public string? DeadLetterQueue { get; private set; }

    /// <summary>Receives after which a message goes there.</summary>
    public int MaxReceives { get; private set; } = int.MaxValue;

    /// <summary>True for the name of an attribute that SQS has, whether or not a queue has it set.</summary>
    public static bool IsKnown(string name) => Numbers.ContainsKey(name) || name is
        "RedrivePolicy" or "Policy" or "RedriveAllowPolicy" or "KmsMasterKeyId" or "KmsDataKeyReusePeriodSeconds" or "SqsManagedSseEnabled"
        or "FifoQueue" or "ContentBasedDeduplication" or "DeduplicationScope" or "FifoThroughputLimit"
        or "QueueArn" or "ApproximateNumberOfMessages" or "ApproximateNumberOfMessagesNotVisible" or "ApproximateNumberOfMessagesDelayed"
        or "CreatedTimestamp" or "LastModifiedTimestamp";

    /// <summary>These with some changed.</summary>
    public QueueAttributes With(IReadOnlyDictionary<string, string> changed)
    {
        var all = new Dictionary<string, string>(_all, StringComparer.Ordinal);
        foreach (var (name, value) in changed)
            all[name] = value;
        return new QueueAttributes(all);
    }

    private TimeSpan Seconds(string name) => TimeSpan.FromSeconds(int.Parse(_all[name], CultureInfo.InvariantCulture));

    private void Set(string name, string value)
    {
        if (Numbers.TryGetValue(name, out var range))
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < range.Low || number > range.High)
                throw new SqsException("InvalidAttributeValue", $"Invalid value for the parameter {name}.");
            _all[name] = number.ToString(CultureInfo.InvariantCulture);
            return;
        }

        switch (name)
        {
            case "RedrivePolicy":
                SetRedrive(value);
                break;
            case "FifoQueue" or "ContentBasedDeduplication" or "DeduplicationScope" or "FifoThroughputLimit":
                throw SqsException.NotThere($"Queue attribute {name}");
            case "Policy" or "RedriveAllowPolicy" or "KmsMasterKeyId" or "KmsDataKeyReusePeriodSeconds" or "SqsManagedSseEnabled":
                // Kept and given back; there are no permissions and no encryption here.
                break;
            default:
                throw new SqsException("InvalidAttributeName", $"Unknown Attribute {name}.");
        }

        if (value.Length == 0)
            _all.Remove(name);
        else
            _all[name] = value;
    }

    private void SetRedrive(string value)
    {
        (DeadLetterQueue, MaxReceives) = (null, int.MaxValue);
        if (value.Length == 0)
            return;
        try
        {
            using var policy = JsonDocument.Parse(value);
            var count = policy.RootElement.GetProperty("maxReceiveCount");
            var receives = count.ValueKind == JsonValueKind.String ? int.Parse(count.GetString()!, CultureInfo.InvariantCulture) : count.GetInt32();
            var arn = policy.RootElement.GetProperty("deadLetterTargetArn").GetString() ?? "";
            if (receives is < 1 or > 1000)
                throw SqsException.Invalid(value, "RedrivePolicy", "Invalid value for maxReceiveCount: it must be between 1 and 1000.");
            (DeadLetterQueue, MaxReceives) = (arn[(arn.LastIndexOf(':') + 1)..], receives);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw SqsException.Invalid(value, "RedrivePolicy", "It must be JSON with deadLetterTargetArn and maxReceiveCount.");
        }
    }
}
