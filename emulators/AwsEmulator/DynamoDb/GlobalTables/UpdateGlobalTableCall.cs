using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>UpdateGlobalTable, of version 2017.11.29.</summary>
public sealed class UpdateGlobalTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateGlobalTable";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var name = LegacyGlobalTables.Name(request);
        new Constraints(request.Parameters).NotNull("ReplicaUpdates").Check();
        throw LegacyGlobalTables.NotFound(name);
    }
}
