using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>Gives out a place to read a shard from.</summary>
public sealed class GetShardIterator : IOperation<ShardIterator>
{
    private long? _sequence;

    /// <summary>StreamArn.</summary>
    public required string Arn { get; init; }

    /// <summary>ShardId.</summary>
    public required string Shard { get; init; }

    /// <summary>TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER.</summary>
    public required string Type { get; init; }

    /// <summary>SequenceNumber, or null.</summary>
    public string? SequenceNumber { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
        StreamNames.CheckArn(Arn, "streamArn");
        if (Type is not ("TRIM_HORIZON" or "LATEST" or "AT_SEQUENCE_NUMBER" or "AFTER_SEQUENCE_NUMBER"))
            throw DynamoException.Validation($"1 validation error detected: Value '{Type}' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        var numbered = Type is "AT_SEQUENCE_NUMBER" or "AFTER_SEQUENCE_NUMBER";
        if (numbered && SequenceNumber is null)
            throw DynamoException.Validation($"SequenceNumber must be specified when ShardIteratorType is {Type}");
        if (!numbered && SequenceNumber is not null)
            throw DynamoException.Validation($"SequenceNumber must not be specified when ShardIteratorType is {Type}");
        if (numbered)
            _sequence = StreamNames.ReadSequence(SequenceNumber!) ?? throw DynamoException.Validation("Invalid SequenceNumber");
    }

    /// <inheritdoc/>
    public ShardIterator Execute(Turn turn)
    {
        var stream = StreamNames.Find(turn, Arn);
        if (StreamNames.Shard(stream) != Shard)
            throw new DynamoException("ResourceNotFoundException", $"Requested resource not found: Shard does not exist: {Shard}");
        var next = Type switch
        {
            "TRIM_HORIZON" => 0,
            "LATEST" => stream.Last + 1,
            "AT_SEQUENCE_NUMBER" => _sequence!.Value,
            _ => _sequence!.Value + 1,
        };
        if (_sequence < stream.First && next <= stream.Last)
            throw GetRecords.Trimmed();
        return new ShardIterator(Arn, next, turn.Now);
    }
}
