using System.Text.Json;

namespace ActiveActive.AwsEmulator.Http;

/// <summary>Bytes that JSON carries as text.</summary>
internal static class Base64Text
{
    /// <summary>Reads a JSON string as Base64. False when it is none, or spells out half a surrogate pair, which is no text at all.</summary>
    public static bool TryRead(JsonElement value, out byte[] bytes)
    {
        bytes = [];
        if (value.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            if (!value.TryGetBytesFromBase64(out var read))
                return false;
            bytes = read;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
