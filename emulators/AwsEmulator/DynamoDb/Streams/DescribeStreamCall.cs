using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Streams;

namespace ActiveActive.AwsEmulator.DynamoDb.Streams;

/// <summary>DescribeStream.</summary>
public sealed class DescribeStreamCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeStream";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        parameters.Refuse("ShardFilter");
        parameters.Need("StreamArn");
        var description = await request.Run(new DescribeStream
        {
            Arn = parameters.Text("StreamArn")!,
            Limit = parameters.Integer("Limit") ?? StreamLimits.Listed,
            After = parameters.Text("ExclusiveStartShardId"),
        });
        var stream = description.Stream;
        answer.WriteStartObject();
        answer.WriteStartObject("StreamDescription");
        answer.WriteString("StreamArn", StreamNames.Arn(request.Region, stream.Table, stream.Began));
        answer.WriteString("StreamLabel", StreamNames.Label(stream.Began));
        answer.WriteString("StreamStatus", description.On ? "ENABLED" : "DISABLED");
        answer.WriteString("StreamViewType", stream.View);
        answer.WriteNumber("CreationRequestDateTime", JsonTables.Seconds(stream.Began));
        answer.WriteString("TableName", stream.Table);
        answer.WriteStartArray("KeySchema");
        foreach (var key in stream.Keys)
        {
            answer.WriteStartObject();
            answer.WriteString("AttributeName", key.Name);
            answer.WriteString("KeyType", key == stream.Keys[0] ? "HASH" : "RANGE");
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteStartArray("Shards");
        if (description.ShowShard)
            WriteShard(description, answer);
        answer.WriteEndArray();
        answer.WriteEndObject();
        answer.WriteEndObject();
    }

    private static void WriteShard(StreamDescription description, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteString("ShardId", StreamNames.Shard(description.Stream));
        answer.WriteStartObject("SequenceNumberRange");
        answer.WriteString("StartingSequenceNumber", StreamNames.Sequence(description.First));
        if (description.Last is { } last)
            answer.WriteString("EndingSequenceNumber", StreamNames.Sequence(last));
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
