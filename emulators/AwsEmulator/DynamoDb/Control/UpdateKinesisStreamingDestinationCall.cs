using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>UpdateKinesisStreamingDestination. The answer says UPDATING; it is done when it is asked for. No stream is written.</summary>
public sealed class UpdateKinesisStreamingDestinationCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateKinesisStreamingDestination";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer) => KinesisDestinations.Switch(request, answer, "UPDATE", "UPDATING", "UpdateKinesisStreamingConfiguration");
}
