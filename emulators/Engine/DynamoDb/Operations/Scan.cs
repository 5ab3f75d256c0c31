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
        var index = Index(table);
        CheckHeld(index);
        // Partitions stand in the order of their hashes, so a segment is a span of hashes.
        var (segment, total) = (Segment ?? 0, TotalSegments ?? 1);
        var from = new RowKey((ulong)FirstHash(segment, total), null, null, -1);
        var to = new RowKey((ulong)(FirstHash(segment + 1, total) - 1), null, null, 1);
        var first = IndexEntry.Edge(from);
        if (StartKey is not null)
        {
            var (at, row) = StartKeys.Read(StartKey, table, index);
            if (at.CompareTo(from) < 0 || at.CompareTo(to) > 0)
                throw DynamoException.Validation($"The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: {total} Segment: {segment}");
            first = index is null ? IndexEntry.Edge(at with { Edge = 1 }) : new IndexEntry(at, row with { Edge = 1 }, null, 0);
        }

        turn.SeeAll();
        return index is null
            ? Read(table, null, table.Between(first.Key, to, forward: true).Select(r => (r, r.Size)))
            : Read(table, index, index.Between(first, IndexEntry.Edge(to), forward: true).Select(e => (e.Row!, e.Size)));
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
        if (Segment >= TotalSegments)
            throw DynamoException.Validation($"The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {Segment} is not less than TotalSegments: {TotalSegments}");
    }
}
