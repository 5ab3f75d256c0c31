using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Settings;

/// <summary>A table's Kinesis destinations: read, switched on and off, and set to another precision. No stream is written here.</summary>
public sealed class KinesisDestination : SettingsOperation
{
    private const int MostActive = 2;

    /// <summary>StreamArn; null to read all.</summary>
    public string? Stream { get; init; }

    /// <summary>ENABLE, DISABLE or UPDATE; null to read.</summary>
    public string? Action { get; init; }

    /// <summary>ApproximateCreationDateTimePrecision, or null.</summary>
    public string? Precision { get; init; }

    /// <inheritdoc/>
    protected override TableSettings Change(TableSettings settings, DateTimeOffset now)
    {
        if (Action is null)
            return settings;
        var present = settings.Destinations.GetValueOrDefault(Stream!);
        var active = present is { Value: "ACTIVE" };
        switch (Action)
        {
            case "ENABLE" when active:
                throw DynamoException.Validation("Table is not in a valid state to enable Kinesis Streaming Destination: KinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.");
            case "ENABLE" when settings.Destinations.Values.Count(d => d.Value == "ACTIVE") >= MostActive:
                throw new DynamoException("LimitExceededException", $"A table has at most {MostActive} active Kinesis streaming destinations");
            case "DISABLE" when !active:
                throw DynamoException.Validation("Table is not in a valid state to disable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
            case "UPDATE" when !active:
                throw DynamoException.Validation("Table is not in a valid state to update Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE to perform UPDATE operation.");
            case "UPDATE" when Precision == present!.Detail:
                throw DynamoException.Validation($"Invalid Request: Precision is already set to the desired value of {Precision} for tableName: {Table}, streamArn: {Stream}");
        }

        var entry = new SettingsEntry(Action == "DISABLE" ? "DISABLED" : "ACTIVE", Precision ?? present?.Detail ?? "MILLISECOND");
        return settings with { Destinations = SettingsEntry.With(settings.Destinations, Stream!, entry) };
    }
}
