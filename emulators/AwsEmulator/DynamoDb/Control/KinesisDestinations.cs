using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>What the operations on a table's Kinesis destinations share.</summary>
internal static class KinesisDestinations
{
    /// <summary>Switches a destination, and answers with the status that AWS has on the way.</summary>
    public static async Task Switch(DynamoRequest request, Utf8JsonWriter answer, string action, string onTheWay, string configuration)
    {
        var parameters = new Constraints(request.Parameters).TableName().NotNull("StreamArn").Length("StreamArn", 37, 1024).Check();
        var inner = parameters.Inner(configuration);
        if (inner is { } given)
            new Constraints(given, char.ToLowerInvariant(configuration[0]) + configuration[1..] + ".").Enum("ApproximateCreationDateTimePrecision", "MICROSECOND", "MILLISECOND").Check();
        var stream = parameters.Text("StreamArn")!;
        if (stream.Split(':') is not ["arn", "aws", "kinesis", _, _, var resource] || !resource.StartsWith("stream/", StringComparison.Ordinal))
            throw DynamoException.Validation($"Invalid StreamArn: {stream} is not the ARN of a Kinesis data stream");
        var precision = inner?.Text("ApproximateCreationDateTimePrecision");
        if (action == "UPDATE" && precision is null)
            throw DynamoException.Validation("UpdateKinesisStreamingConfiguration must be specified with ApproximateCreationDateTimePrecision");
        var table = await request.Run(new KinesisDestination { Table = parameters.Table, Stream = stream, Action = action, Precision = precision });
        answer.WriteStartObject();
        answer.WriteString("TableName", table.Definition.Name);
        answer.WriteString("StreamArn", stream);
        answer.WriteString("DestinationStatus", onTheWay);
        if (precision is not null)
        {
            answer.WriteStartObject(configuration);
            answer.WriteString("ApproximateCreationDateTimePrecision", precision);
            answer.WriteEndObject();
        }

        answer.WriteEndObject();
    }
}
