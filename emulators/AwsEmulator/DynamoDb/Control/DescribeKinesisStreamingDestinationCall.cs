using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeKinesisStreamingDestination.</summary>
public sealed class DescribeKinesisStreamingDestinationCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeKinesisStreamingDestination";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).TableName().Check();
        var table = await request.Run(new KinesisDestination { Table = parameters.Table });
        answer.WriteStartObject();
        answer.WriteString("TableName", table.Definition.Name);
        answer.WriteStartArray("KinesisDataStreamDestinations");
        foreach (var (stream, entry) in table.Settings.Destinations)
        {
            answer.WriteStartObject();
            answer.WriteString("StreamArn", stream);
            answer.WriteString("DestinationStatus", entry.Value);
            answer.WriteString("ApproximateCreationDateTimePrecision", entry.Detail);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
