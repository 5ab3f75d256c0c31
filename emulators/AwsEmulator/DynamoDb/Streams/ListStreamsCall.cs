using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Streams;

namespace ActiveActive.AwsEmulator.DynamoDb.Streams;

/// <summary>ListStreams.</summary>
public sealed class ListStreamsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListStreams";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        var (streams, more) = await request.Run(new ListStreams
        {
            Table = parameters.Find("TableName") is null ? null : parameters.Table,
            After = parameters.Text("ExclusiveStartStreamArn"),
            Limit = parameters.Integer("Limit") ?? StreamLimits.Listed,
        });
        answer.WriteStartObject();
        answer.WriteStartArray("Streams");
        foreach (var stream in streams)
        {
            answer.WriteStartObject();
            answer.WriteString("StreamArn", StreamNames.Arn(request.Region, stream.Table, stream.Began));
            answer.WriteString("TableName", stream.Table);
            answer.WriteString("StreamLabel", StreamNames.Label(stream.Began));
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        if (more)
            answer.WriteString("LastEvaluatedStreamArn", StreamNames.Arn(request.Region, streams[^1].Table, streams[^1].Began));
        answer.WriteEndObject();
    }
}
