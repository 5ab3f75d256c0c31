using System.Globalization;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>What one region's replica has otherwise than the rest of the global table.</summary>
public sealed record ReplicaOverrides
{
    /// <summary>Nothing.</summary>
    public static readonly ReplicaOverrides None = new();

    /// <summary>KMSMasterKeyId, or null.</summary>
    public string? KmsKey { get; init; }

    /// <summary>TableClassOverride, or null.</summary>
    public string? TableClass { get; init; }

    /// <summary>ReadCapacityUnits of ProvisionedThroughputOverride, or null.</summary>
    public long? ReadUnits { get; init; }

    /// <summary>The same of global secondary indexes, by name.</summary>
    public IReadOnlyDictionary<string, long> IndexReadUnits { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>These with what a later request gives.</summary>
    public ReplicaOverrides With(ReplicaOverrides later)
    {
        var indexes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (index, units) in IndexReadUnits.Concat(later.IndexReadUnits))
            indexes[index] = units;
        return new()
        {
            KmsKey = later.KmsKey ?? KmsKey,
            TableClass = later.TableClass ?? TableClass,
            ReadUnits = later.ReadUnits ?? ReadUnits,
            IndexReadUnits = indexes,
        };
    }

    /// <summary>As a map of values.</summary>
    public IReadOnlyDictionary<string, AttributeValue> ToMap()
    {
        var map = new Dictionary<string, AttributeValue>();
        if (KmsKey is not null)
            map[nameof(KmsKey)] = new AttributeValue.S(KmsKey);
        if (TableClass is not null)
            map[nameof(TableClass)] = new AttributeValue.S(TableClass);
        if (ReadUnits is { } units)
            map[nameof(ReadUnits)] = Text(units);
        if (IndexReadUnits.Count > 0)
            map[nameof(IndexReadUnits)] = new AttributeValue.M(IndexReadUnits.ToDictionary(i => i.Key, AttributeValue (i) => Text(i.Value)));
        return map;
    }

    /// <summary>From the map; a member that this version does not know is ignored.</summary>
    public static ReplicaOverrides FromMap(IReadOnlyDictionary<string, AttributeValue> map)
    {
        var indexes = map.GetValueOrDefault(nameof(IndexReadUnits)) is AttributeValue.M m ? m.Value : new Dictionary<string, AttributeValue>();
        return new()
        {
            KmsKey = (map.GetValueOrDefault(nameof(KmsKey)) as AttributeValue.S)?.Value,
            TableClass = (map.GetValueOrDefault(nameof(TableClass)) as AttributeValue.S)?.Value,
            ReadUnits = map.TryGetValue(nameof(ReadUnits), out var units) ? Number(units) : null,
            IndexReadUnits = new SortedDictionary<string, long>(indexes.ToDictionary(i => i.Key, i => Number(i.Value)), StringComparer.Ordinal),
        };
    }

    private static AttributeValue.S Text(long units) => new(units.ToString(CultureInfo.InvariantCulture));

    private static long Number(AttributeValue units) => long.Parse(((AttributeValue.S)units).Value, CultureInfo.InvariantCulture);
}
