namespace ActiveActive.AwsEmulator.Storage;

/// <summary>What a journal has done in this life.</summary>
/// <param name="Commits">Changes that somebody waited for.</param>
/// <param name="Notes">Changes that nobody waited for.</param>
/// <param name="Fsyncs">Syncs of the log.</param>
/// <param name="Bytes">Bytes written to the log, snapshots not included.</param>
/// <param name="Length">Length of the log now.</param>
/// <param name="Compactions">Snapshots taken.</param>
/// <param name="CutBytes">Bytes of a torn tail that were cut off at start.</param>
/// <param name="Failure">Why the disk does not take writes, or null.</param>
public sealed record JournalFigures(long Commits, long Notes, long Fsyncs, long Bytes, long Length, long Compactions, long CutBytes, string? Failure);
