using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Streams;

namespace ActiveActive.AwsEmulator.DynamoDb.Streams;

/// <summary>GetShardIterator.</summary>
public sealed class GetShardIteratorCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "GetShardIterator";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        foreach (var needed in (ReadOnlySpan<string>)["StreamArn", "ShardId", "ShardIteratorType"])
            parameters.Need(needed);
        var iterator = await request.Run(new GetShardIterator
        {
            Arn = parameters.Text("StreamArn")!,
            Shard = parameters.Text("ShardId")!,
            Type = parameters.Text("ShardIteratorType")!,
            SequenceNumber = parameters.Text("SequenceNumber"),
        });
        answer.WriteStartObject();
        answer.WriteString("ShardIterator", iterator.ToString());
        answer.WriteEndObject();
    }
}
