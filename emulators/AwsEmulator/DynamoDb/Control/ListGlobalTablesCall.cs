using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>ListGlobalTables, of version 2017.11.29. Tables with replicas are of version 2019.11.21 here and are not among those, at AWS neither.</summary>
public sealed class ListGlobalTablesCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListGlobalTables";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        new Constraints(request.Parameters).Range("Limit", 1).Name("ExclusiveStartGlobalTableName").Check();
        answer.WriteStartObject();
        answer.WriteStartArray("GlobalTables");
        answer.WriteEndArray();
        answer.WriteEndObject();
        return Task.CompletedTask;
    }
}
