namespace ActiveActive.RecordSource;

/// <summary>How the source publishes.</summary>
public sealed record SourceOptions
{
    /// <summary>Chunks of ten records under way at once, 1 to 64.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>After this a send counts as unknown and is repeated under the same record id.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Median pause before a send is repeated.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Pause between two questions to something that failed.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Seed of the jitter between retries.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (Parallelism is < 1 or > 64)
            return $"Source:Parallelism {Parallelism} is not within 1 to 64";
        if (AttemptTimeout <= TimeSpan.Zero)
            return $"Source:AttemptTimeout {AttemptTimeout} is not positive";
        if (ProbeInterval <= TimeSpan.Zero)
            return $"Source:ProbeInterval {ProbeInterval} is not positive";
        return RetryDelay <= TimeSpan.Zero ? $"Source:RetryDelay {RetryDelay} is not positive" : null;
    }
}
