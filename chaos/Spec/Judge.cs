using ActiveActive.Spec.Invariants;

namespace ActiveActive.Spec;

/// <summary>
/// Turns evidence into a verdict. It never calls held what rests on evidence with a hole in it, and an invariant whose check breaks
/// down is unknown, not held and not violated.
/// </summary>
public static class Judge
{
    /// <summary>Judges all nine invariants.</summary>
    public static Verdict Run(Evidence evidence) => Run(evidence, AllInvariants.InOrder);

    /// <summary>Judges the invariants given.</summary>
    public static Verdict Run(Evidence evidence, IReadOnlyList<IInvariant> invariants)
    {
        var missing = evidence.AllMissing;
        var findings = invariants.Select(i => Weigh(Guarded(i, evidence), i, missing)).ToList();
        return new Verdict
        {
            Outcome = OutcomeOf(findings, missing, evidence.Run?.AbortedAt is not null),
            Scenario = evidence.Run?.Scenario,
            Engine = evidence.Run?.Engine,
            Seed = evidence.Run?.Seed,
            Findings = findings,
            Violations = [.. findings.SelectMany(f => f.Violations)],
            Waiting = [.. findings.SelectMany(f => f.Waiting)],
            MissingEvidence = [.. missing.Select(m => m.What).Concat(findings.SelectMany(f => f.Unknown)).Distinct()],
            Figures = FiguresOf.Run(evidence, findings),
        };
    }

    private static Finding Guarded(IInvariant invariant, Evidence evidence)
    {
        try
        {
            return invariant.Judge(evidence);
        }
        catch (Exception broken)
        {
            var found = new FindingBuilder(invariant);
            found.Unknown($"the check of '{invariant.Name}' broke down: {broken.GetType().Name}: {broken.Message}");
            return found.Found("The check broke down.");
        }
    }

    private static Finding Weigh(Finding finding, IInvariant invariant, IReadOnlyList<MissingEvidence> missing)
    {
        var touching = missing.Where(m => (m.Touches & invariant.Uses) != 0).ToList();
        if (finding.Status != FindingStatus.Held || touching.Count == 0)
            return finding;
        return finding with
        {
            Status = FindingStatus.Unknown,
            Unknown = [.. touching.Take(FindingBuilder.MostListed).Select(m => m.What)],
        };
    }

    // What is on its way in a run that was ended early is not stuck: nobody waited for it. That its rest is missing is in what is missing.
    private static Outcome OutcomeOf(IReadOnlyList<Finding> findings, IReadOnlyList<MissingEvidence> missing, bool aborted) =>
        findings.Any(f => f.Status == FindingStatus.Violated) ? Outcome.Fail
        : !aborted && findings.Any(f => f.Status == FindingStatus.Waiting) ? Outcome.Stuck
        : missing.Count > 0 || findings.Any(f => f.Status == FindingStatus.Unknown) ? Outcome.Inconclusive
        : Outcome.Pass;
}
