using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>Lists streams, those of the last 24 hours that have ended included.</summary>
public sealed class ListStreams : IOperation<(IReadOnlyList<ItemStream> Streams, bool More)>
{
    /// <summary>Of this table only, or null.</summary>
    public string? Table { get; init; }

    /// <summary>Go on after this one; null for the beginning.</summary>
    public string? After { get; init; }

    /// <summary>At most this many.</summary>
    public int Limit { get; init; } = StreamLimits.Listed;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => Table is null ? [] : [Table];

    /// <inheritdoc/>
    public void Prepare()
    {
        StreamNames.CheckLimit(Limit, StreamLimits.Listed);
        if (Table is not null)
            CreateTable.CheckName(Table);
        if (After is not null)
            StreamNames.CheckArn(After, "exclusiveStartStreamArn");
    }

    /// <inheritdoc/>
    public (IReadOnlyList<ItemStream> Streams, bool More) Execute(Turn turn)
    {
        turn.SeeAll();
        turn.Engine.TrimStreams(turn.Now);
        string Arn(ItemStream stream) => StreamNames.Arn(turn.Engine.Region, stream.Table, stream.Began);
        var found = turn.Engine.Streams.Where(s => Table is null || s.Table == Table).OrderBy(Arn, StringComparer.Ordinal)
            .Where(s => After is null || string.CompareOrdinal(Arn(s), After) > 0).Take(Limit + 1).ToList();
        return found.Count <= Limit ? (found, false) : (found[..Limit], true);
    }
}
