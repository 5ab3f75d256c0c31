using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// Shows a parameter as AWS's servers, which are written in Java, do in their errors: a structure with its name and its members in
/// parentheses, a map in braces, a list in brackets.
/// </summary>
internal static class JavaText
{
    /// <summary>The names of the structures, by the parameter that holds them; in a map or list, by the one that holds that.</summary>
    private static readonly Dictionary<string, string> Structures = new(StringComparer.Ordinal)
    {
        ["KeySchema"] = "KeySchemaElement", ["PutRequest"] = "PutRequest", ["DeleteRequest"] = "DeleteRequest", ["RequestItems"] = "WriteRequest",
        ["TransactItems"] = "TransactWriteItem", ["Put"] = "Put", ["Get"] = "Get", ["Update"] = "Update", ["Delete"] = "Delete", ["ConditionCheck"] = "ConditionCheck",
        ["AttributeDefinitions"] = "AttributeDefinition", ["Projection"] = "Projection", ["Tags"] = "Tag",
    };

    private static readonly HashSet<string> ItemMaps = ["Item", "Key", "Keys", "ExpressionAttributeValues"];

    /// <summary>The text of parameter <paramref name="name"/>.</summary>
    public static string Of(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(e => Of(name, e)))}]",
        JsonValueKind.Object when ItemMaps.Contains(name) => Map(value, "AttributeValue"),
        JsonValueKind.Object when name == "RequestItems" && !IsWriteRequest(value) => Map(value, name),
        JsonValueKind.Object when name == "AttributeValue" => $"AttributeValue({Members(value)})",
        JsonValueKind.Object when Structures.TryGetValue(name, out var type) => $"{type}({Members(value)})",
        JsonValueKind.Object => Map(value, name),
        JsonValueKind.String => Parameters.Text(value),
        _ => Parameters.Raw(value),
    };

    private static bool IsWriteRequest(JsonElement value) => value.TryGetProperty("PutRequest", out _) || value.TryGetProperty("DeleteRequest", out _);

    private static string Map(JsonElement value, string of) =>
        $"{{{string.Join(", ", value.EnumerateObject().Select(e => $"{Parameters.NameOf(e)}={Of(of, e.Value)}"))}}}";

    private static string Members(JsonElement value) =>
        string.Join(", ", value.EnumerateObject().Select(e => $"{Lower(Parameters.NameOf(e))}={Of(Parameters.NameOf(e), e.Value)}"));

    private static string Lower(string name) => name.Length < 2 ? name.ToLowerInvariant() : char.ToLowerInvariant(name[0]) + name[1..];
}
