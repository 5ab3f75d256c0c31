using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>One of several things of a kind that are switched on a table.</summary>
/// <param name="Value">What it is switched to.</param>
/// <param name="Detail">What belongs to it.</param>
public sealed record SettingsEntry(string Value, string Detail)
{
    /// <summary>Nothing of the kind.</summary>
    public static readonly IReadOnlyDictionary<string, SettingsEntry> None = new SortedDictionary<string, SettingsEntry>(StringComparer.Ordinal);

    /// <summary>The entries with one more, or another in its place; with null without it.</summary>
    public static IReadOnlyDictionary<string, SettingsEntry> With(IReadOnlyDictionary<string, SettingsEntry> entries, string name, SettingsEntry? entry)
    {
        var changed = new SortedDictionary<string, SettingsEntry>(entries.ToDictionary(), StringComparer.Ordinal);
        if (entry is null)
            changed.Remove(name);
        else
            changed[name] = entry;
        return changed;
    }

    internal static void Add(Dictionary<string, AttributeValue> map, string name, IReadOnlyDictionary<string, SettingsEntry> entries)
    {
        if (entries.Count > 0)
            map[name] = new AttributeValue.M(entries.ToDictionary(e => e.Key, AttributeValue (e) => new AttributeValue.L([new AttributeValue.S(e.Value.Value), new AttributeValue.S(e.Value.Detail)])));
    }

    internal static IReadOnlyDictionary<string, SettingsEntry> Read(IReadOnlyDictionary<string, AttributeValue> map, string name)
    {
        if (map.GetValueOrDefault(name) is not AttributeValue.M entries)
            return None;
        return new SortedDictionary<string, SettingsEntry>(
            entries.Value.ToDictionary(e => e.Key, e => new SettingsEntry(Text(e.Value, 0), Text(e.Value, 1))), StringComparer.Ordinal);
    }

    private static string Text(AttributeValue pair, int at) => ((AttributeValue.S)((AttributeValue.L)pair).Value[at]).Value;
}
