using System.Text;
using System.Text.Json;

namespace ActiveActive.Scenarios.Records;

/// <summary>One line of JSON Lines: any JSON value; an object's own <c>id</c>, a string or a number, is the record's id.</summary>
internal sealed class JsonLineParser : IRecordParser
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 256 };

    /// <inheritdoc/>
    public string? IdOf(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record, Strict);
        try
        {
            string? id = null;
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } || !reader.ValueTextEquals("id"u8))
                    continue;
                if (id is not null)
                    throw new BrokenRecordException((int)reader.TokenStartIndex, "it has a second id; keep one");
                reader.Read();
                id = ReadId(ref reader);
            }

            return id;
        }
        catch (InvalidOperationException)
        {
            throw new BrokenRecordException((int)reader.TokenStartIndex, @"it holds half a surrogate pair (\uD800 to \uDFFF alone), which is no character");
        }
        catch (JsonException broken)
        {
            throw new BrokenRecordException((int)(broken.BytePositionInLine ?? 0), "it is not JSON: " + Reason(broken));
        }
    }

    private static string ReadId(ref Utf8JsonReader reader)
    {
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => throw new BrokenRecordException(
                (int)reader.TokenStartIndex,
                "its id is neither a string nor a number; make it one, or leave it out to have one generated"),
        };
    }

    /// <summary>The reader's own words without its count of lines and bytes, which would count from 0 and contradict ours.</summary>
    private static string Reason(JsonException broken)
    {
        var end = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? broken.Message : broken.Message[..end];
    }
}
