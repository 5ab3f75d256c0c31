using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using ActiveActive.Spec.Reports;

namespace ActiveActive.Scenarios;

/// <summary>Makes the result of a run out of its evidence and verdict: when it ends, and whenever it is judged again.</summary>
public static class RunResults
{
    /// <summary>The result of a run whose run.json is <paramref name="run"/>.</summary>
    public static RunResult Of(RunFacts run, Evidence evidence, Verdict verdict, string folder) => new()
    {
        Verdict = verdict.Outcome.ToString(),
        Scenario = run.Scenario,
        Engine = run.Engine,
        Seed = run.Seed,
        Published = verdict.Figures.Acknowledged ?? 0,
        Delivered = verdict.Figures.Delivered ?? 0,
        Lost = verdict.Figures.Lost,
        Duplicates = verdict.Figures.Duplicates ?? 0,
        Replayed = verdict.Figures.Replayed,
        Faults = Faults(run, evidence),
        // A run.json that was written before there were any has none.
        Confirmed = run.Confirmed ?? [],
        Figures = verdict.Figures,
        Violations = verdict.Violations,
        Seconds = run.Seconds ?? 0,
        RunFolder = folder,
        ExitCode = verdict.ExitCode,
        Text = VerdictText.Write(verdict),
    };

    /// <summary>The faults of the plan in its order, then those by hand since the run began.</summary>
    private static List<RunFault> Faults(RunFacts run, Evidence evidence)
    {
        var told = (evidence.History ?? [])
            .Where(e => e is { Component: Components.Lab, Fault: not null })
            .GroupBy(e => e.Fault!)
            .ToDictionary(g => g.Key, g => g.ToList());
        var planned = run.Plan.Where(p => p.CoveredBy is null).ToList();
        var faults = planned.ConvertAll(p => Of(p.Target, p.Kind, told.GetValueOrDefault(p.Id) ?? []));
        foreach (var (id, events) in told)
        {
            // A kept lab's history begins before the run.
            if (planned.All(p => p.Id != id) && events[0] is { Target: { } target, Kind: { } kind } && events[^1].At >= run.StartedAt)
                faults.Add(Of(target, kind, events));
        }

        return faults;
    }

    private static RunFault Of(string target, string kind, List<HistoryEvent> events) => new(
        target,
        kind,
        events.Find(e => e.Event == HistoryEvents.FaultEffective)?.At,
        (events.Find(e => e.Event == HistoryEvents.FaultRecovered) ?? events.Find(e => e.Event == HistoryEvents.FaultRecovering))?.At);
}
