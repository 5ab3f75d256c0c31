using System.Buffers;
using System.Text;

namespace ActiveActive.Engine.Sqs;

/// <summary>What SQS takes as a message.</summary>
public static class MessageRules
{
    private static readonly SearchValues<byte> ControlCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c is not (0x9 or 0xA or 0xD)).Select(c => (byte)c)]);

    /// <summary>Which characters there are, in SQS's words.</summary>
    internal const string ValidCharacters = "Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";

    /// <summary>Bytes that count towards the limit: the body, and each attribute's name, type and value.</summary>
    public static int SizeOf(OutgoingMessage message)
    {
        var size = message.Body.Utf8.Length;
        foreach (var (name, attribute) in message.Attributes)
        {
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(attribute.DataType)
                + (attribute.Bytes?.Length ?? Encoding.UTF8.GetByteCount(attribute.Text ?? ""));
        }

        return size;
    }

    /// <summary>Why a message is not taken, or null.</summary>
    public static SqsException? Reject(OutgoingMessage message, QueueAttributes queue)
    {
        var maximumBytes = queue.MaximumBytes;
        if (message.Body.Utf8.IsEmpty)
            return SqsException.Missing("MessageBody");
        if (SizeOf(message) > maximumBytes)
            return new("InvalidParameterValue", $"One or more parameters are invalid. Reason: Message must be shorter than {maximumBytes} bytes.");
        if (!IsText(message.Body.Utf8))
            return new("InvalidMessageContents", $"Invalid characters found. {ValidCharacters}");
        if (message.DelaySeconds is < 0 or > SqsLimits.DelaySeconds)
            return SqsException.Invalid($"{message.DelaySeconds}", "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
        if (RejectIds(message, queue) is { } ids)
            return ids;
        return AttributeRules.Reject(message.Attributes)
            ?? (message.System is { } system ? AttributeRules.RejectSystem(system) : null);
    }

    /// <summary>Why something is no MessageGroupId, MessageDeduplicationId or ReceiveRequestAttemptId, or null.</summary>
    public static SqsException? IdProblem(string id, string parameter) => id.Length is 0 or > 128 || id.AsSpan().ContainsAnyExceptInRange('!', '~')
        ? new("InvalidParameterValue", $"Value {id} for parameter {parameter} is invalid. Reason: {parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.")
        : null;

    private static SqsException? RejectIds(OutgoingMessage message, QueueAttributes queue)
    {
        const string notHere = "The request include parameter that is not valid for this queue type.";
        if (queue.IsFifo)
        {
            // A delay of 0 is what a FIFO queue does anyway.
            if (message.DelaySeconds is { } delay and not 0)
                return SqsException.Invalid($"{delay}", "DelaySeconds", notHere);
            if (message.Group is null)
                return SqsException.Missing("MessageGroupId");
            if (message.DeduplicationId is null && !queue.DeduplicatesByContent)
                return new("InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
        else if (message.DeduplicationId is { } id)
        {
            return IdProblem(id, "MessageDeduplicationId") ?? new("InvalidParameterValue", "The request include parameter MessageDeduplicationId which is not valid for this queue type");
        }

        return (message.Group is { } group ? IdProblem(group, "MessageGroupId") : null)
            ?? (message.DeduplicationId is { } deduplication ? IdProblem(deduplication, "MessageDeduplicationId") : null);
    }

    /// <summary>True when every character is one that SQS takes. What is no Unicode at all is caught on the wire.</summary>
    public static bool IsText(ReadOnlySpan<byte> utf8) =>
        !utf8.ContainsAny(ControlCharacters) && utf8.IndexOf("\uFFFE"u8) < 0 && utf8.IndexOf("\uFFFF"u8) < 0;
}
