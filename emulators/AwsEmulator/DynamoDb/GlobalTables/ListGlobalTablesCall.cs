using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.GlobalTables;

/// <summary>ListGlobalTables, of version 2017.11.29: there are none.</summary>
public sealed class ListGlobalTablesCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListGlobalTables";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        new Constraints(request.Parameters).Name("ExclusiveStartGlobalTableName").Range("Limit", 1, 100).Check();
        answer.WriteStartObject();
        answer.WriteStartArray("GlobalTables");
        answer.WriteEndArray();
        answer.WriteEndObject();
        return Task.CompletedTask;
    }
}
