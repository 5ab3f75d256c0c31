using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>Messages as JSON.</summary>
internal static class JsonMessages
{
    private static readonly FrozenSet<string> SystemAttributes = new[]
    {
        "All", "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp", "SequenceNumber",
        "MessageDeduplicationId", "MessageGroupId", "AWSTraceHeader", "DeadLetterQueueSourceArn",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly Dictionary<string, MessageAttribute> NoAttributes = [];

    private const string Sender = "AIDAIENQZJOLO23YVJ4VO";

    /// <summary>Reads a message to send: a request's or a batch entry's.</summary>
    public static OutgoingMessage Read(SqsParameters parameters)
    {
        return new OutgoingMessage(
            parameters.Body("MessageBody"), ReadAttributes(parameters, "MessageAttributes"), parameters.Integer("DelaySeconds"),
            parameters.Text("MessageGroupId"), parameters.Text("MessageDeduplicationId"), ReadAttributes(parameters, "MessageSystemAttributes"));
    }

    private static Dictionary<string, MessageAttribute> ReadAttributes(SqsParameters parameters, string member)
    {
        if (parameters.Find(member) is null)
            return NoAttributes;
        var attributes = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters.Structures(member))
        {
            if (value.Has("StringListValues") || value.Has("BinaryListValues"))
                throw new SqsException("UnsupportedOperation", "Message attribute list values in SendMessage operation are not supported.");
            attributes[name] = new(value.Text("DataType") ?? "", value.Text("StringValue"), value.Bytes("BinaryValue"));
        }

        return attributes;
    }

    /// <summary>The names of system attributes that a receiver asks for, by the older and the newer parameter.</summary>
    /// <exception cref="SqsException">SQS has no attribute of that name.</exception>
    public static IReadOnlyCollection<string> ReadWantedSystem(SqsParameters parameters)
    {
        // The older parameter may name attributes of queues too; those have no meaning here.
        string[] names = [.. parameters.Texts("AttributeNames"), .. parameters.Texts("MessageSystemAttributeNames")];
        return Array.Find(names, n => !SystemAttributes.Contains(n) && !QueueAttributes.IsKnown(n)) is { } unknown
            ? throw new SqsException("InvalidAttributeName", $"Unknown Attribute {unknown}.")
            : names;
    }

    /// <summary>Writes what a sender learns.</summary>
    public static void WriteSent(Utf8JsonWriter json, QueuedMessage message, OutgoingMessage sent)
    {
        json.WriteString("MessageId", message.Id);
        json.WriteString("MD5OfMessageBody", MessageDigest.Of(message.Content));
        if (MessageDigest.Of(message.Attributes) is { } sum)
            json.WriteString("MD5OfMessageAttributes", sum);
        if (sent.System is { } system && MessageDigest.Of(system) is { } systemSum)
            json.WriteString("MD5OfMessageSystemAttributes", systemSum);
        // A standard queue's message has no deduplication id, a FIFO queue's always has one.
        if (message.DeduplicationId is not null)
            json.WriteString("SequenceNumber", QueuedMessage.SequenceOf(message.Order));
    }

    /// <summary>Writes what a receiver gets.</summary>
    public static void WriteReceived(
        Utf8JsonWriter json, ReceivedMessage received, IReadOnlyCollection<string> system, IReadOnlyCollection<string> attributes, string region)
    {
        var message = received.Message;
        json.WriteStartObject();
        json.WriteString("MessageId", message.Id);
        json.WriteString("ReceiptHandle", received.Handle.ToString());
        json.WriteString("Body", message.Content.Utf8);
        json.WriteString("MD5OfBody", MessageDigest.Of(message.Content));
        WriteSystem(json, received, system, region);
        if (message.Attributes.Count > 0)
            WriteAttributes(json, [.. message.Attributes.Where(a => attributes.Any(wanted => Wants(wanted, a.Key)))]);
        json.WriteEndObject();
    }

    private static void WriteSystem(Utf8JsonWriter json, ReceivedMessage received, IReadOnlyCollection<string> wanted, string region)
    {
        if (wanted.Count == 0)
            return;
        json.WriteStartObject("Attributes");
        Write("ApproximateReceiveCount", received.Receives.ToString(CultureInfo.InvariantCulture));
        Write("ApproximateFirstReceiveTimestamp", Milliseconds(received.FirstReceived));
        Write("SentTimestamp", Milliseconds(received.Message.Sent));
        Write("SenderId", Sender);
        Write("MessageGroupId", received.Message.Group);
        Write("MessageDeduplicationId", received.Message.DeduplicationId);
        Write("SequenceNumber", received.Message.DeduplicationId is null ? null : QueuedMessage.SequenceOf(received.Message.Order));
        Write("AWSTraceHeader", received.Message.TraceHeader);
        Write("DeadLetterQueueSourceArn", received.Message.Source is { } source ? $"arn:aws:sqs:{region}:{SqsRequest.Account}:{source}" : null);
        json.WriteEndObject();

        void Write(string name, string? value)
        {
            if (value is not null && (wanted.Contains(name) || wanted.Contains("All")))
                json.WriteString(name, value);
        }
    }

    private static void WriteAttributes(Utf8JsonWriter json, IReadOnlyCollection<KeyValuePair<string, MessageAttribute>> attributes)
    {
        if (MessageDigest.Of(attributes) is not { } sum)
            return;
        json.WriteString("MD5OfMessageAttributes", sum);
        json.WriteStartObject("MessageAttributes");
        foreach (var (name, attribute) in attributes)
        {
            json.WriteStartObject(name);
            json.WriteString("DataType", attribute.DataType);
            if (attribute.Bytes is { } bytes)
                json.WriteBase64String("BinaryValue", bytes.Span);
            else
                json.WriteString("StringValue", attribute.Text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static bool Wants(string wanted, string name) =>
        wanted is "All" or "*" or ".*" || wanted == name
        || (wanted.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(wanted[..^2], StringComparison.Ordinal));

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
