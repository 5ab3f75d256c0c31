namespace ActiveActive.Scenarios;

/// <summary>One Aurora global database.</summary>
/// <param name="Writer">The region that its writer endpoint points to; null when the router does not answer.</param>
/// <param name="Sides">Region 1, then region 2.</param>
/// <param name="PendingFence">The region of an old writer that did not answer and is fenced as soon as it does; null when none is waited for.</param>
/// <param name="RowsLacking">Ids of rows that the old writer had accepted and the promoted side lacks, until replication has brought them; empty when it lacks none.</param>
/// <param name="Problem">Why something is open, in words; null when nothing is.</param>
public sealed record GlobalDatabaseStatus(
    string Database, string? Writer, IReadOnlyList<GlobalDatabaseSide> Sides, string? PendingFence, IReadOnlyList<string> RowsLacking, string? Problem);

/// <summary>One region's side of a global database.</summary>
/// <param name="Fenced">True for a secondary, which refuses writes; null when it did not answer.</param>
public sealed record GlobalDatabaseSide(string Region, bool? Fenced);

/// <summary>How far replication of one store into one region is behind; what is not known is null, and <paramref name="Problem"/> says why.</summary>
/// <param name="Into">The region that receives.</param>
/// <param name="RowsBehind">Rows that the other region accepted and this one does not have.</param>
/// <param name="BytesBehind">Write-ahead log that the receiver has not confirmed; null for the DynamoDB table, which has none.</param>
/// <param name="SecondsBehind">Age of the oldest row that is behind; zero when none is.</param>
/// <param name="Paused">True while a fault holds it.</param>
public sealed record StoreReplication(
    string Store, string Into, long? RowsBehind, long? BytesBehind, double? SecondsBehind, bool? Paused, string? Problem);
