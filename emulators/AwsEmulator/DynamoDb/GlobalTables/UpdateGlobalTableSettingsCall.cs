using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>UpdateGlobalTableSettings, of version 2017.11.29.</summary>
public sealed class UpdateGlobalTableSettingsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateGlobalTableSettings";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var name = LegacyGlobalTables.Name(request);
        new Constraints(request.Parameters).Enum("GlobalTableBillingMode", "PROVISIONED", "PAY_PER_REQUEST").Range("GlobalTableProvisionedWriteCapacityUnits", 1)
            .Length("GlobalTableGlobalSecondaryIndexSettingsUpdate", 1, 20).Length("ReplicaSettingsUpdate", 1, 50).Check();
        throw LegacyGlobalTables.NotFound(name);
    }
}
