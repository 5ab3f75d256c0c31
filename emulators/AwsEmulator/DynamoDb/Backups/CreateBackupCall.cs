using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Backups;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>CreateBackup. The answer says CREATING; the backup is whole and available when it is asked for.</summary>
public sealed class CreateBackupCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "CreateBackup";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).TableName().NotNull("BackupName").Name("BackupName").Check();
        var backup = await request.Run(new CreateBackup { Table = parameters.Table, Name = parameters.Text("BackupName")! });
        answer.WriteStartObject();
        answer.WriteStartObject("BackupDetails");
        JsonBackups.WriteDetails(answer, backup, request.Region, "CREATING");
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
