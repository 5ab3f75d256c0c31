using ActiveActive.Engine.DynamoDb.Changes;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>What one pull answers: a region's own writes to a table after a cursor, oldest first.</summary>
/// <param name="TableId">The answering region's table; a cursor belongs to this one only.</param>
/// <param name="Rows">The writes, with their sequences in the answering region's log.</param>
/// <param name="Cursor">Up to here this answer goes; the next pull goes on after it.</param>
/// <param name="Remaining">How many writes follow.</param>
/// <param name="PeerTableId">The asking region's table, as the answering one knows it.</param>
/// <param name="Confirmed">The asking region's own writes up to here are applied and durable in the answering region.</param>
public sealed record ReplicationBatch(
    string TableId, IReadOnlyList<Change.RowWritten> Rows, long Cursor, int Remaining, string PeerTableId, long Confirmed)
{
    /// <summary>What the regions share of the table, when the asking region has an older state of it.</summary>
    public SharedSettings? Settings { get; init; }
}
