namespace ActiveActive.Engines.OnProcesses;

/// <summary>Where a lab of processes keeps its data and finds its programs.</summary>
public sealed record ProcessLabOptions
{
    /// <summary>Folder of the lab's data; made when it is not there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder that outlives labs: PostgreSQL templates.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Folder of the built programs: BIN/StageWorker/release/ActiveActive.StageWorker.</summary>
    public required string BinFolder { get; init; }

    /// <summary>The second number of the lab's addresses, 127.NET.1.x and 127.NET.2.x, so that labs can run side by side.</summary>
    public byte Net { get; init; }

    /// <summary>True: what an earlier lab left in the data folder is deleted first, once the lock is held.</summary>
    public bool Fresh { get; init; }

    /// <summary>Throws what stands in the way of a lab here; asked once the lock is held and before anything is deleted.</summary>
    public Action? Require { get; init; }

    /// <summary>The seed of jitter and of random routing.</summary>
    public ulong Seed { get; init; } = 1;
}
