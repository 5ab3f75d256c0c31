using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// One line of a run's progress. Exactly one of <see cref="Step"/>, <see cref="Status"/>, <see cref="SoFar"/> and
/// <see cref="Result"/> is set; a stream of them ends with a result.
/// </summary>
public sealed record RunProgress
{
    /// <summary>Something happened, in words, past tense.</summary>
    public string? Step { get; init; }

    /// <summary>The lab as it is now, a few times a second.</summary>
    public LabStatus? Status { get; init; }

    /// <summary>What was judged while records still moved, and found right.</summary>
    public HeldSoFar? SoFar { get; init; }

    /// <summary>How it ended.</summary>
    public RunResult? Result { get; init; }
}

/// <summary>Invariants that can be judged before the end, and that nothing which had happened by then had violated.</summary>
/// <param name="At">When the evidence was gathered.</param>
/// <param name="Invariants">By name; of the others only the end can tell.</param>
public sealed record HeldSoFar(DateTimeOffset At, IReadOnlyList<string> Invariants);

/// <summary>How a run ended: what <c>--json</c> prints.</summary>
public sealed record RunResult
{
    /// <summary>Pass, Fail, Stuck or Inconclusive.</summary>
    public required string Verdict { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>processes or docker.</summary>
    public required string Engine { get; init; }

    /// <summary>The seed that replays it.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Records that a queue acknowledged.</summary>
    public required long Published { get; init; }

    /// <summary>Records in the delivery log.</summary>
    public required long Delivered { get; init; }

    /// <summary>Acknowledged records that are missing somewhere.</summary>
    public required long Lost { get; init; }

    /// <summary>Duplicates that at-least-once delivery made and stores or destination absorbed.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Acknowledged records that were published again.</summary>
    public required long Replayed { get; init; }

    /// <summary>The faults of the run.</summary>
    public required IReadOnlyList<RunFault> Faults { get; init; }

    /// <summary>The steps that were confirmed, with what showed them; the intermediate states that the scenario is about are among them.</summary>
    public IReadOnlyList<Confirmation> Confirmed { get; init; } = [];

    /// <summary>The run in numbers.</summary>
    public Figures Figures { get; init; } = new();

    /// <summary>What the spec found violated.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>From the first batch until all evidence was collected.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where the evidence is.</summary>
    public required string RunFolder { get; init; }

    /// <summary>0 Pass, 1 Fail, 4 Stuck, 3 Inconclusive.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The verdict as text for a person.</summary>
    public required string Text { get; init; }
}

/// <summary>A fault as it was.</summary>
/// <param name="From">When it held; null when it never did.</param>
/// <param name="Until">When it was undone.</param>
public sealed record RunFault(string Target, string Kind, DateTimeOffset? From, DateTimeOffset? Until);
