using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Backups;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>ListBackups.</summary>
public sealed class ListBackupsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListBackups";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Name("TableName").Range("Limit", 1, 100).Length("ExclusiveStartBackupArn", 37, 1024)
            .Enum("BackupType", "USER", "SYSTEM", "AWS_BACKUP", "ALL").Check();
        var (page, last) = await request.Run(new ListBackups
        {
            Table = parameters.Find("TableName") is null ? null : parameters.Table, Limit = parameters.Integer("Limit") ?? 100, After = parameters.Text("ExclusiveStartBackupArn"),
            Type = parameters.Text("BackupType") ?? "USER", From = parameters.Time("TimeRangeLowerBound") ?? DateTimeOffset.MinValue, To = parameters.Time("TimeRangeUpperBound") ?? DateTimeOffset.MaxValue,
        });
        answer.WriteStartObject();
        answer.WriteStartArray("BackupSummaries");
        foreach (var backup in page)
        {
            answer.WriteStartObject();
            answer.WriteString("TableName", backup.Definition.Name);
            answer.WriteString("TableId", backup.Definition.Id);
            answer.WriteString("TableArn", JsonTables.Arn(request.Region, backup.Definition.Name));
            JsonBackups.WriteDetails(answer, backup, request.Region, "AVAILABLE");
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        if (last is not null)
            answer.WriteString("LastEvaluatedBackupArn", last);
        answer.WriteEndObject();
    }
}
