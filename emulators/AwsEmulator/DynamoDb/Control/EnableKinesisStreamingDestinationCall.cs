using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>EnableKinesisStreamingDestination. The answer says ENABLING; it is done when it is asked for. No stream is written.</summary>
public sealed class EnableKinesisStreamingDestinationCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "EnableKinesisStreamingDestination";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer) => KinesisDestinations.Switch(request, answer, "ENABLE", "ENABLING", "EnableKinesisStreamingConfiguration");
}
