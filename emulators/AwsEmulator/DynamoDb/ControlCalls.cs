using System.Collections.Frozen;
using ActiveActive.AwsEmulator.DynamoDb.Control;
using ActiveActive.AwsEmulator.DynamoDb.Streams;
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
        new DescribeKinesisStreamingDestinationCall(), new DescribeContributorInsightsCall(), new ListBackupsCall(), new ListGlobalTablesCall(), new DescribeGlobalTableCall(),
    ];

    /// <summary>Of DynamoDB Streams, by name.</summary>
    public static readonly FrozenDictionary<string, IDynamoCall> OfStreams = new IDynamoCall[]
    {
        new ListStreamsCall(), new DescribeStreamCall(), new GetShardIteratorCall(), new GetRecordsCall(),
    }.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
}
