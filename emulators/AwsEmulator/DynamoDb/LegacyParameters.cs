using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>The parameters that are older than expressions.</summary>
internal static class LegacyParameters
{
    /// <summary>Expected, QueryFilter, ScanFilter or KeyConditions, or null.</summary>
    public static IReadOnlyDictionary<string, LegacyCondition>? Conditions(this Parameters parameters, string name)
    {
        if (parameters.Find(name) is null)
            return null;
        var conditions = new Dictionary<string, LegacyCondition>();
        foreach (var (attribute, value) in parameters.Entries(name))
        {
            var condition = new Parameters(value);
            conditions[attribute] = new LegacyCondition(
                condition.Text("ComparisonOperator"),
                condition.Find("AttributeValueList") is null ? null : [.. condition.Elements("AttributeValueList").Select(JsonItems.ReadValue)],
                condition.Find("Value") is { } single ? JsonItems.ReadValue(single) : null,
                condition.Find("Exists") is null ? null : condition.Flag("Exists"))
            {
                Expected = name == "Expected",
            };
        }

        return conditions;
    }

    /// <summary>AttributeUpdates, or null.</summary>
    public static IReadOnlyDictionary<string, LegacyUpdate>? Updates(this Parameters parameters)
    {
        if (parameters.Find("AttributeUpdates") is null)
            return null;
        var updates = new Dictionary<string, LegacyUpdate>();
        foreach (var (attribute, value) in parameters.Entries("AttributeUpdates"))
        {
            var update = new Parameters(value.ValueKind == JsonValueKind.Object ? value : throw Parameters.Serialization("Expected null"));
            updates[attribute] = new LegacyUpdate(update.Text("Action") ?? "PUT", update.Find("Value") is { } given ? JsonItems.ReadValue(given) : null);
        }

        return updates;
    }

    /// <summary>A list of strings, or null.</summary>
    public static IReadOnlyList<string>? Strings(this Parameters parameters, string name) => parameters.Find(name) is null
        ? null
        : [.. parameters.Elements(name).Select(e => e.ValueKind == JsonValueKind.String ? Parameters.Text(e) : throw Parameters.Serialization($"{name} cannot be converted to String"))];

    /// <summary>A request has expressions or what was before them, never both.</summary>
    /// <exception cref="DynamoException">It has both.</exception>
    public static void RefuseMixture(this Parameters parameters, ReadOnlySpan<string> expressions, ReadOnlySpan<string> others)
    {
        var (used, older) = (Given(parameters, expressions), Given(parameters, others));
        if (used.Count > 0 && older.Count > 0)
            throw DynamoException.Validation($"Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {{{string.Join(", ", older)}}} Expression parameters: {{{string.Join(", ", used)}}}");
    }

    private static List<string> Given(Parameters parameters, ReadOnlySpan<string> names)
    {
        List<string> given = [];
        foreach (var name in names)
        {
            if (parameters.Find(name) is not null)
                given.Add(name);
        }

        return given;
    }
}
