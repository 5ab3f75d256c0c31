using System.Globalization;
using ActiveActive.Contracts;
using Amazon.SQS.Model;

namespace ActiveActive.Hosting.Clients;

/// <summary>A record as an SQS message: the body as it is, id and batch as message attributes.</summary>
public static class RecordMessage
{
    private const string Id = "id";
    private const string Batch = "batch";

    /// <summary>The attributes to ask for when receiving.</summary>
    public static readonly IReadOnlyList<string> AttributeNames = [Id, Batch];

    /// <summary>Makes the entry of a send.</summary>
    public static SendMessageBatchRequestEntry ToEntry(Record record, int index) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        MessageBody = record.Body,
        MessageAttributes = new()
        {
            [Id] = new() { DataType = "String", StringValue = record.Id },
            [Batch] = new() { DataType = "Number", StringValue = record.Batch.ToString(CultureInfo.InvariantCulture) },
        },
    };

    /// <summary>Reads a message back, or says why it is not a record.</summary>
    public static ReceivedMessage FromMessage(Message message)
    {
        var receives = message.Attributes is { } system && system.TryGetValue("ApproximateReceiveCount", out var count)
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : 1;
        var record = Parse(message, out var problem);
        return new ReceivedMessage(message.MessageId, message.ReceiptHandle, receives, record, problem);
    }

    /// <summary>Bytes that count towards SQS's limit: body, and each attribute's name, type and value.</summary>
    public static int SizeOf(Record record)
    {
        var utf8 = System.Text.Encoding.UTF8;
        return utf8.GetByteCount(record.Body) + utf8.GetByteCount(record.Id) + 64;
    }

    private static Record? Parse(Message message, out string? problem)
    {
        problem = null;
        if (message.MessageAttributes is not { } attributes || !attributes.TryGetValue(Id, out var id) || string.IsNullOrEmpty(id.StringValue))
            problem = "it has no message attribute 'id'";
        else if (!attributes.TryGetValue(Batch, out var batch) || !int.TryParse(batch.StringValue, CultureInfo.InvariantCulture, out var number))
            problem = "it has no message attribute 'batch' with a whole number";
        else if (RecordLimits.Reject(id.StringValue, message.Body ?? "") is { } reason)
            problem = reason;
        else
            return new Record(id.StringValue, number, message.Body!);
        return null;
    }
}
