using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Backups;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>DeleteBackup.</summary>
public sealed class DeleteBackupCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DeleteBackup";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("BackupArn").Length("BackupArn", 37, 1024).Check();
        JsonBackups.Write(answer, await request.Run(new FindBackup { Arn = parameters.Text("BackupArn")!, Delete = true }), request.Region, "DELETED");
    }
}
