using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ActiveActive.Engine.Sqs;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>Lists of queues in pages, for a caller that gives a page size; like AWS, only such a caller gets to know that there are more.</summary>
internal static class QueuePages
{
    // Tells a token of ours from other texts: a name of a queue in Base64 alone would be one by chance.
    private const string Mark = "queue:";

    /// <summary>The page size that the caller wants; null for all that one answer may have.</summary>
    /// <exception cref="SqsException">It is out of range.</exception>
    public static int? SizeOf(SqsParameters parameters) => parameters.Integer("MaxResults") switch
    {
        null or 0 => null,
        < 0 or > SqsLimits.ListQueues => throw new SqsException(
            "InvalidParameterValue", $"Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and {SqsLimits.ListQueues}."),
        var size => size,
    };

    /// <summary>The last name of the page before; empty for the first page.</summary>
    /// <exception cref="SqsException">The token is none of ours.</exception>
    public static string After(SqsParameters parameters)
    {
        if (parameters.Text("NextToken") is not { Length: > 0 } token)
            return "";
        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            if (text.StartsWith(Mark, StringComparison.Ordinal))
                return text[Mark.Length..];
        }
        catch (FormatException)
        {
            // Falls through to the same answer.
        }

        throw new SqsException("InvalidParameterValue", "Invalid or expired next token.");
    }

    /// <summary>Writes a page of queues and, if there are more, the token of the next.</summary>
    public static void Write(Utf8JsonWriter answer, string member, IReadOnlyList<string> names, int? size, SqsRequest request)
    {
        string[] page = [.. names.Take(size ?? SqsLimits.ListQueues)];
        answer.WriteStartArray(member);
        foreach (var name in page)
            answer.WriteStringValue(request.UrlOf(name));
        answer.WriteEndArray();
        if (size is not null && names.Count > page.Length)
            answer.WriteString("NextToken", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + page[^1])));
    }
}
