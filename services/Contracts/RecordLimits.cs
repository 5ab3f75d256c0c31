using System.Text;

namespace ActiveActive.Contracts;

/// <summary>What a record may be, so that every hop of the pipeline can carry it.</summary>
public static class RecordLimits
{
    /// <summary>A DynamoDB item holds at most 400 KB, names and the worker's own attributes included; SQS would take 1 MiB.</summary>
    public const int MaxBodyBytes = 400 * 1024 - 2048;

    /// <summary>Characters of an id.</summary>
    public const int MaxIdLength = 128;

    /// <summary>Says what is wrong with a record, or null when it can travel.</summary>
    public static string? Reject(string id, string body)
    {
        if (id.Length is 0 or > MaxIdLength)
            return $"its id has {id.Length} characters; 1 to {MaxIdLength} are allowed";
        if (!HasOnlySqsCharacters(id))
            return "its id holds a character that SQS does not carry (control characters, U+FFFE, U+FFFF, lone surrogates)";
        if (body.Length == 0)
            return "it is empty; SQS needs at least one character";
        var bytes = Encoding.UTF8.GetByteCount(body);
        if (bytes > MaxBodyBytes)
            return $"it has {bytes:N0} bytes; at most {MaxBodyBytes:N0} fit, because the core stage keeps it in a DynamoDB item of at most 400 KB (and SQS ends at 1 MiB)";
        return HasOnlySqsCharacters(body)
            ? null
            : "it holds a character that SQS does not carry (control characters, U+FFFE, U+FFFF, lone surrogates)";
    }

    /// <summary>#x9 | #xA | #xD | #x20–#xD7FF | #xE000–#xFFFD | #x10000–#x10FFFF, as in the SQS API reference, SendMessage.</summary>
    public static bool HasOnlySqsCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (c is '\t' or '\n' or '\r' or (>= ' ' and < '\uD800') or (>= '\uE000' and <= '\uFFFD'))
                continue;
            return false;
        }

        return true;
    }
}
