using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>Says what a stream is and which shards it has: one.</summary>
public sealed class DescribeStream : IOperation<StreamDescription>
{
    /// <summary>StreamArn.</summary>
    public required string Arn { get; init; }

    /// <summary>At most so many shards.</summary>
    public int Limit { get; init; } = StreamLimits.Listed;

    /// <summary>ExclusiveStartShardId, or null.</summary>
    public string? After { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
        StreamNames.CheckLimit(Limit, StreamLimits.Listed);
        StreamNames.CheckArn(Arn, "streamArn");
    }

    /// <inheritdoc/>
    public StreamDescription Execute(Turn turn)
    {
        var stream = StreamNames.Find(turn, Arn);
        return new(stream, stream.Ended is null, 1, stream.Ended is null ? null : Math.Max(1, stream.Last), After is null || string.CompareOrdinal(After, StreamNames.Shard(stream)) < 0);
    }
}
