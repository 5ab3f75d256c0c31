namespace ActiveActive.Spec;

/// <summary>What is to be said of a run.</summary>
public sealed record Verdict
{
    /// <summary>In one word.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>0 Pass, 1 Fail, 4 Stuck, 3 Inconclusive.</summary>
    public int ExitCode => Outcome switch
    {
        Outcome.Pass => 0,
        Outcome.Fail => 1,
        Outcome.Stuck => 4,
        Outcome.Inconclusive => 3,
        _ => throw new InvalidOperationException($"{Outcome} has no exit code"),
    };

    /// <summary>The scenario, if run.json tells.</summary>
    public string? Scenario { get; init; }

    /// <summary>The engine, if run.json tells.</summary>
    public string? Engine { get; init; }

    /// <summary>The seed, if run.json tells.</summary>
    public ulong? Seed { get; init; }

    /// <summary>One for each invariant, in order.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The violations of all findings.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>What was still waiting where.</summary>
    public required IReadOnlyList<string> Waiting { get; init; }

    /// <summary>The evidence that is missing, and what could not be told without it.</summary>
    public required IReadOnlyList<string> MissingEvidence { get; init; }

    /// <summary>The run in numbers.</summary>
    public required Figures Figures { get; init; }
}
