using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>DescribeTableReplicaAutoScaling: nothing scales by itself here, and so it says for every replica.</summary>
public sealed class DescribeTableReplicaAutoScalingCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeTableReplicaAutoScaling";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).TableName().Check();
        var table = await request.Run(new DescribeTable { Name = parameters.Table });
        answer.WriteStartObject();
        answer.WriteStartObject("TableAutoScalingDescription");
        answer.WriteString("TableName", table.Definition.Name);
        answer.WriteString("TableStatus", "ACTIVE");
        answer.WriteStartArray("Replicas");
        foreach (var (region, active) in table.Replicas.Prepend((request.Region, true)))
        {
            answer.WriteStartObject();
            answer.WriteString("RegionName", region);
            answer.WriteString("ReplicaStatus", active ? "ACTIVE" : "CREATING");
            answer.WriteStartArray("GlobalSecondaryIndexes");
            foreach (var (index, _, _) in table.Indexes.Where(i => !i.Index.Local))
            {
                answer.WriteStartObject();
                answer.WriteString("IndexName", index.Name);
                answer.WriteString("IndexStatus", "ACTIVE");
                WriteOff(answer);
                answer.WriteEndObject();
            }

            answer.WriteEndArray();
            answer.WriteStartObject("ReplicaProvisionedReadCapacityAutoScalingSettings");
            answer.WriteBoolean("AutoScalingDisabled", true);
            answer.WriteEndObject();
            answer.WriteStartObject("ReplicaProvisionedWriteCapacityAutoScalingSettings");
            answer.WriteBoolean("AutoScalingDisabled", true);
            answer.WriteEndObject();
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
        answer.WriteEndObject();
    }

    private static void WriteOff(Utf8JsonWriter answer)
    {
        foreach (var kind in (ReadOnlySpan<string>)["Read", "Write"])
        {
            answer.WriteStartObject($"Provisioned{kind}CapacityAutoScalingSettings");
            answer.WriteBoolean("AutoScalingDisabled", true);
            answer.WriteEndObject();
        }
    }
}
