using System.Buffers;
using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>NextToken of a statement: the last key of a page, and of which statement it is, as opaque text.</summary>
internal static class PageTokens
{
    /// <summary>The token for going on after a key.</summary>
    public static string Write(IReadOnlyDictionary<string, AttributeValue> lastKey, string statement)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("statement", Of(statement));
            json.WritePropertyName("key");
            JsonItems.Write(json, lastKey);
            json.WriteEndObject();
        }

        return Convert.ToBase64String(bytes.WrittenSpan);
    }

    /// <summary>The key in a token, or null without one.</summary>
    /// <exception cref="DynamoException">It is no token of this statement.</exception>
    public static IReadOnlyDictionary<string, AttributeValue>? Read(string? token, string statement)
    {
        if (token is null)
            return null;
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(token));
            if (json.RootElement.GetProperty("statement").GetUInt32() == Of(statement))
                return JsonItems.ReadItem(json.RootElement.GetProperty("key"));
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Falls through to the same answer.
        }

        throw DynamoException.Validation("The NextToken does not match the statement");
    }

    private static uint Of(string statement) => Crc32.Of(System.Text.Encoding.UTF8.GetBytes(statement));
}
