using ActiveActive.Contracts.History;
using ActiveActive.Scenarios;
using ActiveActive.Spec;

namespace ActiveActive.Report;

/// <summary>All that a report shows of a run. What the evidence does not tell is null or empty.</summary>
public sealed record ReportData
{
    /// <summary>The run's name, and its folder's.</summary>
    public required string Id { get; init; }

    /// <summary>Pass, Fail, Stuck or Inconclusive.</summary>
    public required string Verdict { get; init; }

    /// <summary>What the lab says of the run; null where its run.json cannot be read.</summary>
    public RunFacts? Run { get; init; }

    /// <summary>The command that does it again; null where the run is not known.</summary>
    public string? Replay { get; init; }

    /// <summary>The nine invariants with their evidence.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What is missing.</summary>
    public required IReadOnlyList<string> MissingEvidence { get; init; }

    /// <summary>The run in numbers.</summary>
    public required Figures Figures { get; init; }

    /// <summary>The faults as they were.</summary>
    public IReadOnlyList<ReportFault> Faults { get; init; } = [];

    /// <summary>The lab over time.</summary>
    public required ReportTimeline Timeline { get; init; }

    /// <summary>By stage, then end to end.</summary>
    public IReadOnlyList<ReportLatency> Latencies { get; init; } = [];

    /// <summary>How long replication took, by store, over time.</summary>
    public IReadOnlyList<ReportLag> Lags { get; init; } = [];

    /// <summary>Every event of the records that violations name, the first few of them.</summary>
    public IReadOnlyList<ReportJourney> Journeys { get; init; } = [];
}

/// <summary>A fault as it was.</summary>
/// <param name="From">When it held, in seconds since the run began; null when it never did.</param>
/// <param name="Until">When its recovery began.</param>
/// <param name="RecoveredAfter">Seconds from the beginning of its recovery until the target worked again.</param>
/// <param name="By">The scenario, or hand.</param>
public sealed record ReportFault(string Target, string Kind, double? From, double? Until, double? RecoveredAfter, string? By, string? Evidence);

/// <summary>Columns of equal length: a moment each.</summary>
/// <param name="Seconds">Since the run began.</param>
/// <param name="Published">Records acknowledged by then.</param>
/// <param name="Delivered">Records of this run in the delivery log.</param>
/// <param name="Waiting">Messages in all queues; null where one did not answer.</param>
/// <param name="Queues">Messages by queue; only queues that ever held any.</param>
public sealed record ReportTimeline(
    IReadOnlyList<double> Seconds, IReadOnlyList<long?> Published, IReadOnlyList<long?> Delivered, IReadOnlyList<long?> Waiting,
    IReadOnlyDictionary<string, IReadOnlyList<long?>> Queues);

/// <summary>How long something took, over all records.</summary>
/// <param name="Name">A stage, or end to end.</param>
/// <param name="Count">How many were measured.</param>
/// <param name="Counts">How many in each of <see cref="ReportLatencies.BoundsMs"/>, and beyond the last.</param>
public sealed record ReportLatency(string Name, int Count, double P50Ms, double P95Ms, double P99Ms, double MaxMs, IReadOnlyList<int> Counts);

/// <summary>Replication of a store: the longest lag of each moment.</summary>
public sealed record ReportLag(string Store, IReadOnlyList<double> Seconds, IReadOnlyList<double> Milliseconds);

/// <summary>A record's events.</summary>
public sealed record ReportJourney(string Record, IReadOnlyList<HistoryEvent> Events);
