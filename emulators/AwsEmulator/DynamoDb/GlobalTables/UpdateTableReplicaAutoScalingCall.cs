using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>UpdateTableReplicaAutoScaling: of a table that is there it is refused by name, because nothing scales by itself here.</summary>
public sealed class UpdateTableReplicaAutoScalingCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateTableReplicaAutoScaling";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).TableName().Length("GlobalSecondaryIndexUpdates", 1).Length("ReplicaUpdates", 1).Check();
        await request.Run(new DescribeTable { Name = parameters.Table });
        parameters.Refuse("GlobalSecondaryIndexUpdates", "ProvisionedWriteCapacityAutoScalingUpdate", "ReplicaUpdates");
        throw DynamoException.Validation("At least one of ProvisionedWriteCapacityAutoScalingUpdate, GlobalSecondaryIndexUpdates or ReplicaUpdates is required");
    }
}
