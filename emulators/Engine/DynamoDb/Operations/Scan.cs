using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Reads all items, or those of one of several segments that together are all.</summary>
public sealed class Scan : PageRead
{
    /// <summary>Which segment, from 0.</summary>
    public int? Segment { get; init; }

    /// <summary>How many segments.</summary>
    public int? TotalSegments { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        CheckSegments();
        PreparePage(Input.Open(("FilterExpression", FilterText), ("ProjectionExpression", ProjectionText)));
    }

    /// <inheritdoc/>
    public override PageResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        // Partitions stand in the order of their hashes, so a segment is a span of hashes.
        var (segment, total) = (Segment ?? 0, TotalSegments ?? 1);
        var from = new RowKey((ulong)FirstHash(segment, total), null, null, -1);
        var to = new RowKey((ulong)(FirstHash(segment + 1, total) - 1), null, null, 1);
        if (Start(table) is { } start)
        {
            var at = start with { Edge = 1 };
            if (at.CompareTo(from) < 0 || at.CompareTo(to) > 0)
                throw DynamoException.Validation($"The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: {total} Segment: {segment}");
            from = at;
        }

        turn.SeeAll();
        return Read(table, table.Between(from, to, forward: true));
    }

    private static UInt128 FirstHash(int segment, int total) => ((UInt128)(uint)segment << 64) / (uint)total;

    private void CheckSegments()
    {
        if (Segment is null && TotalSegments is null)
            return;
        if (TotalSegments is null)
            throw DynamoException.Validation("The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        if (Segment is null)
            throw DynamoException.Validation("The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        if (TotalSegments is < 1 or > DynamoLimits.ScanSegments)
            throw DynamoException.Validation($"1 validation error detected: Value '{TotalSegments}' at 'totalSegments' failed to satisfy constraint: Member must have value between 1 and {DynamoLimits.ScanSegments}");
        if (Segment < 0 || Segment >= TotalSegments)
            throw DynamoException.Validation($"The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {Segment} is not less than TotalSegments: {TotalSegments}");
    }
}
