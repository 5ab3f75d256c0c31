namespace ActiveActive.Spec;

/// <summary>What the lab says of a run as a whole.</summary>
public sealed record RunFacts
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The engine it ran on.</summary>
    public required string Engine { get; init; }

    /// <summary>Where all chance came from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The command that runs the same again; null where nobody noted it.</summary>
    public string? Command { get; init; }

    /// <summary>Number of batches.</summary>
    public int Batches { get; init; }

    /// <summary>Records of a batch; the largest one's where they differ.</summary>
    public int BatchSize { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took until all evidence was collected; null where nobody measured.</summary>
    public double? Seconds { get; init; }

    /// <summary>When the last fault had been recovered; null in a run without faults.</summary>
    public DateTimeOffset? LastRecoveryAt { get; init; }

    /// <summary>When the last batch had been acknowledged. The deadline counts from here where that is later than the last recovery.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>How many events history held when it was collected; null where nobody counted.</summary>
    public long? HistoryEvents { get; init; }

    /// <summary>When all queues were empty and replication had come to rest; null when the deadline passed before that.</summary>
    public DateTimeOffset? DrainedAt { get; init; }

    /// <summary>
    /// What kept the lab from its steady state, in words, for as long as the deadline after everything had come to rest, and no fault
    /// held; null when nothing did.
    /// </summary>
    public string? Unsteady { get; init; }

    /// <summary>
    /// When the table's items had become equal after everything had come to rest, or had differed for as long as the deadline while no fault
    /// held; null when that was not found out. From then on a difference is no overwriting that is merely on its way.
    /// </summary>
    public DateTimeOffset? TableComparedAt { get; init; }

    /// <summary>When it was ended before its end; null of a run that was played out. What has to wait then waited for nobody.</summary>
    public DateTimeOffset? AbortedAt { get; init; }

    /// <summary>Seconds that the system has to drain.</summary>
    public required double DeadlineSeconds { get; init; }

    /// <summary>The faults that were to be injected.</summary>
    public required IReadOnlyList<ExpectedFault> Plan { get; init; }

    /// <summary>The components that must have left a history.</summary>
    public required IReadOnlyList<string> Components { get; init; }

    /// <summary>The steps that were confirmed, in order.</summary>
    public IReadOnlyList<Confirmation> Confirmed { get; init; } = [];

    /// <summary>What could not be collected, and why.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
