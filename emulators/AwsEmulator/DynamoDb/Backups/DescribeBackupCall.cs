using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Backups;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>DescribeBackup.</summary>
public sealed class DescribeBackupCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeBackup";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("BackupArn").Length("BackupArn", 37, 1024).Check();
        JsonBackups.Write(answer, await request.Run(new FindBackup { Arn = parameters.Text("BackupArn")! }), request.Region, "AVAILABLE");
    }
}
