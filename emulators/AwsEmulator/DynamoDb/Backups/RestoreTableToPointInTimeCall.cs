using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>RestoreTableToPointInTime: a moment since point-in-time recovery was switched on, to a new table.</summary>
public sealed class RestoreTableToPointInTimeCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "RestoreTableToPointInTime";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("TargetTableName").Name("TargetTableName").Name("SourceTableName")
            .Enum("BillingModeOverride", "PROVISIONED", "PAY_PER_REQUEST").Check();
        parameters.Refuse("OnDemandThroughputOverride");
        var source = parameters.Text("SourceTableName") ?? parameters.Text("SourceTableArn") ?? throw DynamoException.Validation("SourceTableName or SourceTableArn is required");
        var (latest, time) = (parameters.Flag("UseLatestRestorableTime"), parameters.Time("RestoreDateTime"));
        if (latest == time is not null)
            throw DynamoException.Validation("Exactly one of UseLatestRestorableTime and RestoreDateTime must be specified");
        var table = await request.Run(RestoreParameters.Read(parameters, null, source[(source.LastIndexOf('/') + 1)..], time));
        Answers.Write(request, "TableDescription", table, "CREATING", answer);
    }
}
