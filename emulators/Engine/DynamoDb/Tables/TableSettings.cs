using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>What can be switched on a table beside its keys, units and protection. In the journal it is a map, so that it may grow.</summary>
public sealed record TableSettings
{
    /// <summary>A table without anything switched.</summary>
    public static readonly TableSettings None = new();

    /// <summary>The attribute with an item's time of expiry; null while TTL is off.</summary>
    public string? TtlAttribute { get; init; }

    /// <summary>STANDARD or STANDARD_INFREQUENT_ACCESS; null when nobody has ever said.</summary>
    public string? TableClass { get; init; }

    /// <summary>The key of KMS that encrypts it; null for the key that AWS owns.</summary>
    public string? KmsKey { get; init; }

    /// <summary>When it became pay per request; null if it is not or always was provisioned.</summary>
    public DateTimeOffset? OnDemandSince { get; init; }

    /// <summary>The most read units of a table that is pay per request; null for no bound. Kept and told, not enforced.</summary>
    public long? MostReads { get; init; }

    /// <summary>The same for write units.</summary>
    public long? MostWrites { get; init; }

    /// <summary>Since when point-in-time recovery is on; null while it is off.</summary>
    public DateTimeOffset? RecoverableSince { get; init; }

    /// <summary>The days for which point-in-time recovery reaches back.</summary>
    public int RecoveryDays { get; init; } = 35;

    /// <summary>Contributor insights: of the table under the empty name, of indexes under theirs, to what is watched and since when.</summary>
    public IReadOnlyDictionary<string, SettingsEntry> Insights { get; init; } = SettingsEntry.None;

    /// <summary>Resource policies with their revisions: of the table under the empty name, of a stream under its label.</summary>
    public IReadOnlyDictionary<string, SettingsEntry> Policies { get; init; } = SettingsEntry.None;

    /// <summary>Kinesis streams by ARN, with ACTIVE or DISABLED and the precision of times.</summary>
    public IReadOnlyDictionary<string, SettingsEntry> Destinations { get; init; } = SettingsEntry.None;

    /// <summary>The table, the backup (or nothing) and the time that it was restored from; null if it was not.</summary>
    public RestoredFrom? Restored { get; init; }

    /// <summary>Tags, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>As a map of values.</summary>
    public IReadOnlyDictionary<string, AttributeValue> ToMap()
    {
        var map = new Dictionary<string, AttributeValue>();
        Add(map, nameof(TtlAttribute), TtlAttribute);
        Add(map, nameof(TableClass), TableClass);
        Add(map, nameof(KmsKey), KmsKey);
        Add(map, nameof(OnDemandSince), OnDemandSince?.ToString("O"));
        Add(map, nameof(MostReads), MostReads?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(map, nameof(MostWrites), MostWrites?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(map, nameof(RecoverableSince), RecoverableSince?.ToString("O"));
        Add(map, nameof(RecoveryDays), RecoveryDays == 35 ? null : RecoveryDays.ToString(System.Globalization.CultureInfo.InvariantCulture));
        SettingsEntry.Add(map, nameof(Insights), Insights);
        SettingsEntry.Add(map, nameof(Policies), Policies);
        SettingsEntry.Add(map, nameof(Destinations), Destinations);
        if (Restored is not null)
            map[nameof(Restored)] = new AttributeValue.M(Restored.ToMap());
        if (Tags.Count > 0)
            map[nameof(Tags)] = new AttributeValue.M(Tags.ToDictionary(t => t.Key, AttributeValue (t) => new AttributeValue.S(t.Value)));
        return map;
    }

    /// <summary>From the map; a member that this version does not know is ignored.</summary>
    public static TableSettings FromMap(IReadOnlyDictionary<string, AttributeValue> map)
    {
        var tags = map.GetValueOrDefault(nameof(Tags)) is AttributeValue.M m ? m.Value : new Dictionary<string, AttributeValue>();
        return new()
        {
            TtlAttribute = Text(map, nameof(TtlAttribute)),
            TableClass = Text(map, nameof(TableClass)),
            KmsKey = Text(map, nameof(KmsKey)),
            OnDemandSince = Time(map, nameof(OnDemandSince)),
            MostReads = Whole(map, nameof(MostReads)),
            MostWrites = Whole(map, nameof(MostWrites)),
            RecoverableSince = Time(map, nameof(RecoverableSince)),
            RecoveryDays = Text(map, nameof(RecoveryDays)) is { } days ? int.Parse(days, System.Globalization.CultureInfo.InvariantCulture) : 35,
            Insights = SettingsEntry.Read(map, nameof(Insights)),
            Policies = SettingsEntry.Read(map, nameof(Policies)),
            Destinations = SettingsEntry.Read(map, nameof(Destinations)),
            Restored = map.GetValueOrDefault(nameof(Restored)) is AttributeValue.M restored ? RestoredFrom.FromMap(restored.Value) : null,
            Tags = new SortedDictionary<string, string>(tags.ToDictionary(t => t.Key, t => ((AttributeValue.S)t.Value).Value), StringComparer.Ordinal),
        };
    }

    private static void Add(Dictionary<string, AttributeValue> map, string name, string? value)
    {
        if (value is not null)
            map[name] = new AttributeValue.S(value);
    }

    private static string? Text(IReadOnlyDictionary<string, AttributeValue> map, string name) => (map.GetValueOrDefault(name) as AttributeValue.S)?.Value;

    private static long? Whole(IReadOnlyDictionary<string, AttributeValue> map, string name) =>
        Text(map, name) is { } text ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? Time(IReadOnlyDictionary<string, AttributeValue> map, string name) =>
        Text(map, name) is { } text ? DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
