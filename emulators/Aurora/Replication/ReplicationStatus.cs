using ActiveActive.Contracts;

namespace ActiveActive.Aurora.Replication;

/// <summary>How far replication of one database into one region is. A number is null when the side that knows it did not answer; <see cref="Problem"/> says why.</summary>
/// <param name="Database">The database.</param>
/// <param name="Into">The region that receives.</param>
/// <param name="Enabled">False while replication into the region is paused.</param>
/// <param name="Streaming">True while a connection carries it, by the sender's account.</param>
/// <param name="RowsBehind">Rows that the other region accepted and this one does not have from it. A key that both accepted counts for good.</param>
/// <param name="BytesBehind">Write-ahead log that the sender has and the receiver has not confirmed; when idle, up to a second old.</param>
/// <param name="Lag">Age of the oldest row stored after the newest one applied; zero when nothing is behind.</param>
/// <param name="LargestLag">The longest that any row here took from being stored to being applied; null when there is none.</param>
/// <param name="Problem">What could not be read, and why; null when all could.</param>
public sealed record ReplicationStatus(
    string Database,
    Region Into,
    bool? Enabled,
    bool? Streaming,
    long? RowsBehind,
    long? BytesBehind,
    TimeSpan? Lag,
    TimeSpan? LargestLag,
    string? Problem)
{
    /// <summary>True when every row that the other region accepted is here.</summary>
    public bool CaughtUp => RowsBehind == 0;
}
