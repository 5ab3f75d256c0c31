using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>ListBackups. None can be made here, so there are none.</summary>
public sealed class ListBackupsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListBackups";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        new Constraints(request.Parameters).Enum("BackupType", "USER", "SYSTEM", "AWS_BACKUP", "ALL").Range("Limit", 1, 100).Name("TableName").Check();
        answer.WriteStartObject();
        answer.WriteStartArray("BackupSummaries");
        answer.WriteEndArray();
        answer.WriteEndObject();
        return Task.CompletedTask;
    }
}
