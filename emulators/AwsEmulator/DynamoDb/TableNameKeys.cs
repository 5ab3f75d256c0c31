using System.Buffers;
using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>The constraint on the names of RequestItems, which are names of tables.</summary>
internal static class TableNameKeys
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Notes names that cannot be a table's; <paramref name="shown"/> is the parameter as the error shows it.</summary>
    public static Constraints TableNames(this Constraints constraints, Parameters parameters, Func<JsonElement, string> shown)
    {
        if (parameters.Entries("RequestItems").Any(e => !Fits(e.Name)))
            constraints.Add(shown(parameters.Need("RequestItems")), "RequestItems", "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]");
        return constraints;
    }

    private static bool Fits(string name) =>
        name.StartsWith("arn:", StringComparison.Ordinal) || (name.Length is >= 3 and <= 255 && !name.AsSpan().ContainsAnyExcept(NameCharacters));
}
