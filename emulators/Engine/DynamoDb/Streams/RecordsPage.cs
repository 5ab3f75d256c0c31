namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>What GetRecords answers.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Records">Its records, oldest first.</param>
/// <param name="Next">Where to go on; null at the end of a stream that was switched off.</param>
public sealed record RecordsPage(ItemStream Stream, IReadOnlyList<StreamRecord> Records, ShardIterator? Next);
