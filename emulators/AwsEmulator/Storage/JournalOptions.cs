namespace ActiveActive.AwsEmulator.Storage;

/// <summary>How a journal behaves. The defaults are for a lab; tests make them small.</summary>
public sealed record JournalOptions
{
    /// <summary>A log smaller than this is not compacted.</summary>
    public long CompactAboveBytes { get; init; } = 64L << 20;

    /// <summary>A log is compacted when it has grown to this many times the last snapshot.</summary>
    public int CompactAtGrowth { get; init; } = 4;

    /// <summary>
    /// So many bytes of zeros are put behind the log when it has used up those before. A sync of what overwrites them is one of bytes
    /// alone; one that makes a file longer waits for the file system's own log too, which other programs' syncs hold up. None by
    /// default: on a quiet disk it has not been shown to be faster yet.
    /// </summary>
    public int RoomBytes { get; init; }

    /// <summary>Notes wait at most so long for a group to ride with.</summary>
    public TimeSpan NoteDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Time between attempts to write a group that the disk did not take.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);
}
