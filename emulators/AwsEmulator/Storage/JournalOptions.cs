namespace ActiveActive.AwsEmulator.Storage;

/// <summary>How a journal behaves. The defaults are for a lab; tests make them small.</summary>
public sealed record JournalOptions
{
    /// <summary>A log smaller than this is not compacted.</summary>
    public long CompactAboveBytes { get; init; } = 64L << 20;

    /// <summary>A log is compacted when it has grown to this many times the last snapshot.</summary>
    public int CompactAtGrowth { get; init; } = 4;

    /// <summary>Notes wait at most so long for a group to ride with.</summary>
    public TimeSpan NoteDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Time between attempts to write a group that the disk did not take.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);
}
