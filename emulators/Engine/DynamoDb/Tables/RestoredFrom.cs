using System.Globalization;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>What a table was restored from.</summary>
/// <param name="TableArn">The table that it is like.</param>
/// <param name="BackupArn">The backup; null when a moment was restored.</param>
/// <param name="Time">The moment that it shows.</param>
public sealed record RestoredFrom(string TableArn, string? BackupArn, DateTimeOffset Time)
{
    internal IReadOnlyDictionary<string, AttributeValue> ToMap()
    {
        var map = new Dictionary<string, AttributeValue>
        {
            [nameof(TableArn)] = new AttributeValue.S(TableArn), [nameof(Time)] = new AttributeValue.S(Time.ToString("O", CultureInfo.InvariantCulture)),
        };
        if (BackupArn is not null)
            map[nameof(BackupArn)] = new AttributeValue.S(BackupArn);
        return map;
    }

    internal static RestoredFrom FromMap(IReadOnlyDictionary<string, AttributeValue> map) => new(
        ((AttributeValue.S)map[nameof(TableArn)]).Value, (map.GetValueOrDefault(nameof(BackupArn)) as AttributeValue.S)?.Value,
        DateTimeOffset.Parse(((AttributeValue.S)map[nameof(Time)]).Value, CultureInfo.InvariantCulture));
}
