using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeKinesisStreamingDestination. None can be enabled here, so a table has none: infrastructure tools ask for it at every table.</summary>
public sealed class DescribeKinesisStreamingDestinationCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeKinesisStreamingDestination";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        new Constraints(request.Parameters).NotNull("TableName").Check();
        var table = await request.Run(new DescribeTable { Name = request.Parameters.Table });
        answer.WriteStartObject();
        answer.WriteString("TableName", table.Definition.Name);
        answer.WriteStartArray("KinesisDataStreamDestinations");
        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
