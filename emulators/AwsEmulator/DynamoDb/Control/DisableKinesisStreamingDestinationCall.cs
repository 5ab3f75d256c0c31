using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DisableKinesisStreamingDestination. The answer says DISABLING; it is done when it is asked for. No stream is written.</summary>
public sealed class DisableKinesisStreamingDestinationCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DisableKinesisStreamingDestination";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer) => KinesisDestinations.Switch(request, answer, "DISABLE", "DISABLING", "EnableKinesisStreamingConfiguration");
}
