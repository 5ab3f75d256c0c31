using ActiveActive.AwsEmulator.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Backups;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>What both restores may want otherwise than the table had it.</summary>
internal static class RestoreParameters
{
    /// <summary>The restore that is asked for.</summary>
    public static RestoreTable Read(Parameters parameters, string? backup, string? source, DateTimeOffset? time) => new()
    {
        Target = parameters.Text("TargetTableName")!,
        BackupArn = backup,
        Source = source,
        Time = time,
        BillingMode = parameters.Text("BillingModeOverride"),
        Throughput = TableParameters.Throughput(parameters, "ProvisionedThroughputOverride"),
        LocalIndexes = Names(parameters, "LocalSecondaryIndexOverride"),
        GlobalIndexes = Names(parameters, "GlobalSecondaryIndexOverride"),
        Encryption = TableParameters.Encryption(parameters, "SSESpecificationOverride"),
    };

    private static IReadOnlyList<string>? Names(Parameters parameters, string name) =>
        parameters.Find(name) is null ? null : [.. parameters.Each(name).Select(i => i.Text("IndexName") ?? "")];
}
