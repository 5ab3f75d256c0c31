using System.Globalization;
using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>Contributor insights as JSON.</summary>
internal static class JsonInsights
{
    /// <summary>The members that name a table, an index and what is switched, into an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, string table, string index, SettingsEntry? insights, bool changing = false)
    {
        json.WriteString("TableName", table);
        if (index.Length > 0)
            json.WriteString("IndexName", index);
        var on = insights is { Value.Length: > 0 };
        json.WriteString("ContributorInsightsStatus", (on, changing) switch { (true, true) => "ENABLING", (true, false) => "ENABLED", (false, true) => "DISABLING", _ => "DISABLED" });
        if (on)
            json.WriteString("ContributorInsightsMode", insights!.Value);
    }

    /// <summary>The rules of CloudWatch that AWS would make, and when the switch was last used.</summary>
    public static void WriteRules(Utf8JsonWriter json, TableDescription table, string index, SettingsEntry? insights)
    {
        json.WriteStartArray("ContributorInsightsRuleList");
        if (insights is { Value.Length: > 0 })
        {
            var name = table.Definition.Name + (index.Length > 0 ? "-" + index : "");
            var ranged = index.Length > 0 ? table.Definition.Indexes.Any(i => i.Name == index && i.Range is not null) : table.Definition.Range is not null;
            string[] kinds = ranged ? ["PKC", "SKC", "PKT", "SKT"] : ["PKC", "PKT"];
            foreach (var kind in kinds.Where(k => k[2] == 'T' || insights.Value == "ACCESSED_AND_THROTTLED_KEYS"))
                json.WriteStringValue($"DynamoDBContributorInsights-{kind}-{name}-{new DateTimeOffset(Since(insights).UtcDateTime).ToUnixTimeMilliseconds()}");
        }

        json.WriteEndArray();
        if (insights is not null)
            json.WriteNumber("LastUpdateDateTime", JsonTables.Seconds(Since(insights)));
    }

    private static DateTimeOffset Since(SettingsEntry insights) => DateTimeOffset.Parse(insights.Detail, CultureInfo.InvariantCulture);
}
