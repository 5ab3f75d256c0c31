using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Ttl;

namespace ActiveActive.AwsEmulator.DynamoDb.Ttl;

/// <summary>DescribeTimeToLive.</summary>
public sealed class DescribeTimeToLiveCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeTimeToLive";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var table = await request.Run<TableDescription>(new DescribeTimeToLive { Table = request.Parameters.Table });
        answer.WriteStartObject();
        answer.WriteStartObject("TimeToLiveDescription");
        answer.WriteString("TimeToLiveStatus", table.Settings.TtlAttribute is null ? "DISABLED" : "ENABLED");
        if (table.Settings.TtlAttribute is { } attribute)
            answer.WriteString("AttributeName", attribute);
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
