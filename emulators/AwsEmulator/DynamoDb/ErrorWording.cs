using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>Words an error as the operation's validation layer does.</summary>
internal static partial class ErrorWording
{
    /// <summary>Beyond this nesting of values AWS reads a write as it used to, and answers so.</summary>
    private const int NewerValueLevels = 62;

    /// <summary>Levels of JSON for one level of values: the value and what its type holds. The request around them has some more.</summary>
    private const int JsonLevels = (2 * NewerValueLevels) + 5;

    /// <summary>The error as the caller gets it. What the state did not allow has the same words everywhere.</summary>
    public static DynamoException Word(this ErrorWords words, DynamoException error, JsonElement request)
    {
        if (error.OfState || (words == ErrorWords.Counted && IsDeep(request, JsonLevels)))
            return error;
        var message = error.Newer ?? error.Message;
        if (words == ErrorWords.Counted && !Counted().IsMatch(message))
            message = $"1 validation error detected: {message}";
        return message == error.Message ? error : DynamoException.Validation(message);
    }

    /// <summary>True when JSON nests deeper than some levels.</summary>
    public static bool IsDeep(JsonElement json, int levels) => levels == 0 || json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(e => IsDeep(e.Value, levels - 1)),
        JsonValueKind.Array => json.EnumerateArray().Any(e => IsDeep(e, levels - 1)),
        _ => false,
    };

    [GeneratedRegex("^[0-9]+ validation errors? detected: ")]
    private static partial Regex Counted();
}
