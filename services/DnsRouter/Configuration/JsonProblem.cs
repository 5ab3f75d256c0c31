using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActiveActive.DnsRouter.Configuration;

/// <summary>The serializer's complaints in the words of whoever wrote the JSON.</summary>
public static partial class JsonProblem
{
    /// <summary>Place, reason and line.</summary>
    public static string Describe(JsonException broken)
    {
        var place = broken.Path is null or "$" ? "" : $"{broken.Path[2..]}: ";
        var line = broken.LineNumber is { } number ? $" (line {number + 1})" : "";

        // The serializer repeats path and line at the end of its message.
        var reason = broken.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');
        if (Unknown().Match(reason) is { Success: true } unknown)
            reason = $"'{unknown.Groups["field"].Value}' is not a field that is known here";
        else if (Missing().Match(reason) is { Success: true } missing)
            reason = $"{missing.Groups["fields"].Value} is missing";
        else if (Unconvertible().IsMatch(reason))
            reason = "the value is not of the kind that is expected here";
        return place + reason + line;
    }

    [GeneratedRegex("^The JSON property '(?<field>.*)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("was missing required properties including: (?<fields>.*)$")]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON value could not be converted")]
    private static partial Regex Unconvertible();
}
