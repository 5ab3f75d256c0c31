using System.Collections.Frozen;
using ActiveActive.AwsEmulator.DynamoDb.Backups;
using ActiveActive.AwsEmulator.DynamoDb.Control;
using ActiveActive.AwsEmulator.DynamoDb.GlobalTables;
using ActiveActive.AwsEmulator.DynamoDb.Streams;
using ActiveActive.AwsEmulator.DynamoDb.Transfers;
using ActiveActive.AwsEmulator.DynamoDb.Ttl;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>The operations beside tables and items, and those of DynamoDB Streams, which is a service of its own at the same address.</summary>
internal static class ControlCalls
{
    /// <summary>Of DynamoDB.</summary>
    public static readonly IReadOnlyList<IDynamoCall> OfTables =
    [
        new UpdateTimeToLiveCall(), new DescribeTimeToLiveCall(), new TagResourceCall(), new UntagResourceCall(), new ListTagsOfResourceCall(),
        new DescribeLimitsCall(), new DescribeEndpointsCall(), new DescribeContinuousBackupsCall(), new UpdateContinuousBackupsCall(),
        new CreateBackupCall(), new DescribeBackupCall(), new DeleteBackupCall(), new ListBackupsCall(), new RestoreTableFromBackupCall(), new RestoreTableToPointInTimeCall(),
        new UpdateContributorInsightsCall(), new DescribeContributorInsightsCall(), new ListContributorInsightsCall(),
        new PutResourcePolicyCall(), new GetResourcePolicyCall(), new DeleteResourcePolicyCall(),
        new EnableKinesisStreamingDestinationCall(), new DisableKinesisStreamingDestinationCall(), new UpdateKinesisStreamingDestinationCall(), new DescribeKinesisStreamingDestinationCall(),
        new ExportTableToPointInTimeCall(), new DescribeExportCall(), new ListExportsCall(), new ImportTableCall(), new DescribeImportCall(), new ListImportsCall(),
        new CreateGlobalTableCall(), new DescribeGlobalTableCall(), new DescribeGlobalTableSettingsCall(), new ListGlobalTablesCall(), new UpdateGlobalTableCall(), new UpdateGlobalTableSettingsCall(),
        new DescribeTableReplicaAutoScalingCall(), new UpdateTableReplicaAutoScalingCall(),
    ];

    /// <summary>Of DynamoDB Streams, by name.</summary>
    public static readonly FrozenDictionary<string, IDynamoCall> OfStreams = new IDynamoCall[]
    {
        new ListStreamsCall(), new DescribeStreamCall(), new GetShardIteratorCall(), new GetRecordsCall(),
    }.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
}
