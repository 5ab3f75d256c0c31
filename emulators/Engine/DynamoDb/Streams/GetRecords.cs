using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>Reads a stream's records from an iterator on.</summary>
public sealed class GetRecords : IOperation<RecordsPage>
{
    private ShardIterator? _iterator;

    /// <summary>ShardIterator.</summary>
    public required string Iterator { get; init; }

    /// <summary>At most so many records.</summary>
    public int Limit { get; init; } = StreamLimits.Records;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <summary>The error for what was there and is not any more.</summary>
    public static DynamoException Trimmed() => new("TrimmedDataAccessException", "The operation attempted to read past the oldest stream record in a shard");

    /// <inheritdoc/>
    public void Prepare()
    {
        StreamNames.CheckLimit(Limit, StreamLimits.Records);
        _iterator = ShardIterator.Parse(Iterator);
    }

    /// <inheritdoc/>
    public RecordsPage Execute(Turn turn)
    {
        if (turn.Now - _iterator!.Issued > StreamLimits.Iterator)
            throw new DynamoException("ExpiredIteratorException", "The shard iterator has expired: it can be used for 15 minutes after it was given out");
        var stream = StreamNames.Find(turn, _iterator.Arn);
        var next = _iterator.Next == 0 ? stream.First : _iterator.Next;
        if (next < stream.First)
            throw Trimmed();
        var (records, bytes) = (new List<StreamRecord>(), 0L);
        foreach (var record in stream.From(next))
        {
            if (records.Count == Limit || (bytes += record.Size) > StreamLimits.PageBytes && records.Count > 0)
                break;
            records.Add(record);
        }

        if (records.Count > 0)
            next = records[^1].Sequence + 1;
        var over = stream.Ended is not null && next > stream.Last;
        return new RecordsPage(stream, records, over ? null : new ShardIterator(_iterator.Arn, next, turn.Now));
    }
}
