namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>What DescribeStream tells, as it was at one moment.</summary>
/// <param name="Stream">What never changes about it.</param>
/// <param name="On">It is not switched off.</param>
/// <param name="First">The sequence number that its shard begins with.</param>
/// <param name="Last">The one that its shard ended with; null while it goes on.</param>
/// <param name="ShowShard">False when ExclusiveStartShardId asked for what follows the only shard.</param>
public sealed record StreamDescription(ItemStream Stream, bool On, long First, long? Last, bool ShowShard);
