using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>CreateGlobalTable, of version 2017.11.29.</summary>
public sealed class CreateGlobalTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "CreateGlobalTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var name = LegacyGlobalTables.Name(request);
        new Constraints(request.Parameters).NotNull("ReplicationGroup").Check();
        throw await LegacyGlobalTables.CannotCreate(request, name);
    }
}
