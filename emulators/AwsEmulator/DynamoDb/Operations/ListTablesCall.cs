using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>ListTables.</summary>
public sealed class ListTablesCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListTables";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var (names, last) = await request.Run(new ListTables
        {
            After = request.Parameters.Text("ExclusiveStartTableName"),
            Limit = request.Parameters.Integer("Limit") ?? DynamoLimits.ListTables,
        });
        answer.WriteStartObject();
        answer.WriteStartArray("TableNames");
        foreach (var name in names)
            answer.WriteStringValue(name);
        answer.WriteEndArray();
        if (last is not null)
            answer.WriteString("LastEvaluatedTableName", last);
        answer.WriteEndObject();
    }
}
