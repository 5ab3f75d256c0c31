using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeEndpoints: the address that the caller has used, so that endpoint discovery ends where it began.</summary>
public sealed class DescribeEndpointsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeEndpoints";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteStartArray("Endpoints");
        answer.WriteStartObject();
        answer.WriteString("Address", request.Host);
        answer.WriteNumber("CachePeriodInMinutes", 1440);
        answer.WriteEndObject();
        answer.WriteEndArray();
        answer.WriteEndObject();
        return Task.CompletedTask;
    }
}
