using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>RestoreTableFromBackup. The answer says CREATING and that the restore goes on; it is done when the table is asked for.</summary>
public sealed class RestoreTableFromBackupCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "RestoreTableFromBackup";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("TargetTableName").Name("TargetTableName").NotNull("BackupArn").Length("BackupArn", 37, 1024)
            .Enum("BillingModeOverride", "PROVISIONED", "PAY_PER_REQUEST").Check();
        parameters.Refuse("OnDemandThroughputOverride");
        var table = await request.Run(RestoreParameters.Read(parameters, parameters.Text("BackupArn"), null, null));
        Answers.Write(request, "TableDescription", table, "CREATING", answer);
    }
}
