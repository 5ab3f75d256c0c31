using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>
/// Applies what was pulled: of each item the write with the greater stamp stays, so the order in which regions hear of writes
/// does not matter, nor does hearing twice. The rows and the cursor are one change of the journal: never one without the other.
/// </summary>
public sealed class ApplyChanges : IOperation<ApplyResult>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Where the changes come from.</summary>
    public required string Region { get; init; }

    /// <summary>The changes.</summary>
    public required ReplicationBatch Batch { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public ApplyResult Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        if (!table.Replicas.TryGetValue(Region, out var replica))
            throw new DynamoException(ReadChanges.NotAReplica, $"Table {Table} in {turn.Engine.Region} has no replica in {Region}");
        if (Batch.Settings is { } shared && shared.At.CompareTo(table.SharedAt) > 0)
        {
            foreach (var change in shared.Changes(table, turn.Engine.Region).ToList())
                turn.Write(change);
            turn.SeeAll();
        }

        var (applied, oldest) = (0, long.MaxValue);
        foreach (var row in Batch.Rows)
        {
            // A write that loses is observed too: what is written here after it must win.
            turn.Engine.Clock.Observe(row.Stamp.Time);
            var existing = table.Find(table.Schema.KeyOfItem(row.Item));
            if (existing is not null && existing.Stamp.CompareTo(row.Stamp) >= 0)
                continue;
            if (existing is null && row.Deleted && table.Replicas.Count == 1)
            {
                // Nothing to delete and no tombstone to keep, but its time is kept: a later life's writes must win against it too.
                turn.Write(new Change.ClockAt(row.Stamp.Time));
                continue;
            }

            // The stream tells when this region applied a write, and a replay has to find the same time.
            if (table.Stream is not null && applied == 0)
                turn.Write(new Change.ClockAt(turn.Engine.Clock.Next(turn.Now)));
            turn.Write(row with { Sequence = 0 });
            applied++;
            oldest = Math.Min(oldest, row.Stamp.Time);
        }

        if (replica.TableId != Batch.TableId || replica.Cursor != Batch.Cursor)
            turn.Write(new Change.CursorMoved(Table, Region, Batch.TableId, Batch.Cursor));
        if (Batch.PeerTableId == table.Definition.Id)
        {
            replica.Confirmed = Batch.Confirmed;
            table.DropConfirmedTombstones();
        }

        return new ApplyResult(applied, applied == 0 ? TimeSpan.Zero : turn.Now - new Stamp(oldest, Region).At);
    }
}
