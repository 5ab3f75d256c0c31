using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>Answers a pull of another region.</summary>
public sealed class ReadChanges : IOperation<ReplicationBatch>
{
    /// <summary>The code of the error for a region that is not among the table's replicas.</summary>
    public const string NotAReplica = "ReplicaNotFoundException";

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Who asks.</summary>
    public required string Region { get; init; }

    /// <summary>The table that the cursor belongs to; empty for none yet.</summary>
    public required string TableId { get; init; }

    /// <summary>The cursor.</summary>
    public required long After { get; init; }

    /// <summary>The state of the shared settings that the asking region has.</summary>
    public Stamp Settings { get; init; }

    /// <summary>At most so many rows.</summary>
    public required int MaxRows { get; init; }

    /// <summary>Full after so many bytes of items.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Table];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public ReplicationBatch Execute(Turn turn)
    {
        var table = turn.Engine.Table(Table);
        if (!table.Replicas.TryGetValue(Region, out var replica))
            throw new DynamoException(NotAReplica, $"Table {Table} in {turn.Engine.Region} has no replica in {Region}");
        // Nothing leaves that a crash could take back: neither rows nor the confirmation.
        turn.SeeAll();
        var id = table.Definition.Id;
        var cursor = TableId == id ? After : 0;
        var rows = new List<Change.RowWritten>();
        var bytes = 0L;
        foreach (var row in table.Log.After(cursor))
        {
            if (rows.Count == MaxRows || bytes > MaxBytes)
                break;
            rows.Add(row.ToChange(table));
            bytes += row.Size;
        }

        if (rows.Count > 0)
            cursor = rows[^1].Sequence;
        var remaining = table.Log.CountAfter(cursor);
        return new ReplicationBatch(id, rows, remaining == 0 ? table.Log.Head : cursor, remaining, replica.TableId, replica.Cursor)
        {
            Settings = table.SharedAt.CompareTo(Settings) > 0 ? SharedSettings.Of(table, turn.Engine.Region) : null,
        };
    }
}
