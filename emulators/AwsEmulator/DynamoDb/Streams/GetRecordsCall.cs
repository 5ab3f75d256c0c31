using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Streams;

namespace ActiveActive.AwsEmulator.DynamoDb.Streams;

/// <summary>GetRecords of DynamoDB Streams.</summary>
public sealed class GetRecordsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "GetRecords";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        parameters.Need("ShardIterator");
        var page = await request.Run(new GetRecords
        {
            Iterator = parameters.Text("ShardIterator")!,
            Limit = parameters.Integer("Limit") ?? StreamLimits.Records,
        });
        answer.WriteStartObject();
        answer.WriteStartArray("Records");
        foreach (var record in page.Records)
            Write(page.Stream, record, request.Region, answer);
        answer.WriteEndArray();
        if (page.Next is not null)
            answer.WriteString("NextShardIterator", page.Next.ToString());
        answer.WriteEndObject();
    }

    private static void Write(ItemStream stream, StreamRecord record, string region, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteString("eventID", StreamNames.Event(stream, record.Sequence));
        answer.WriteString("eventName", record.Event);
        answer.WriteString("eventVersion", "1.1");
        answer.WriteString("eventSource", "aws:dynamodb");
        answer.WriteString("awsRegion", region);
        answer.WriteStartObject("dynamodb");
        answer.WriteNumber("ApproximateCreationDateTime", record.At.ToUnixTimeSeconds());
        answer.WritePropertyName("Keys");
        JsonItems.Write(answer, record.Keys);
        if (record.New is not null)
        {
            answer.WritePropertyName("NewImage");
            JsonItems.Write(answer, record.New);
        }

        if (record.Old is not null)
        {
            answer.WritePropertyName("OldImage");
            JsonItems.Write(answer, record.Old);
        }

        answer.WriteString("SequenceNumber", StreamNames.Sequence(record.Sequence));
        answer.WriteNumber("SizeBytes", record.Size);
        answer.WriteString("StreamViewType", stream.View);
        answer.WriteEndObject();
        if (record.Expired)
        {
            answer.WriteStartObject("userIdentity");
            answer.WriteString("Type", "Service");
            answer.WriteString("PrincipalId", "dynamodb.amazonaws.com");
            answer.WriteEndObject();
        }

        answer.WriteEndObject();
    }
}
