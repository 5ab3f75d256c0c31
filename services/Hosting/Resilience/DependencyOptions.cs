namespace ActiveActive.Hosting.Resilience;

/// <summary>How patient a component is with what it depends on.</summary>
public sealed record DependencyOptions
{
    /// <summary>After this an attempt counts as unknown. A paused host accepts and never answers.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Attempts after the first before the dependency counts as failed.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Median delay before the first retry; it doubles.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Pause between two probes of a failed dependency.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(250);
}
