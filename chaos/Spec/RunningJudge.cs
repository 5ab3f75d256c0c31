using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.Invariants;

namespace ActiveActive.Spec;

/// <summary>
/// Judges what can be judged while records still move: what has happened must be right, whatever is still to come. Each component's
/// history is judged by itself, which these invariants allow, so that a long run's fits into memory. What is on its way is nobody's
/// fault yet, so nothing here is ever waiting.
/// </summary>
public static class RunningJudge
{
    private static readonly IReadOnlyList<IInvariant> OfEveryHistory = [new OrderOfEffects(), new NoReplay(), new ExactlyOnceEffects()];
    private static readonly IReadOnlyList<IInvariant> OfTheSource = [new NothingInvented()];

    /// <summary>What is violated already.</summary>
    /// <param name="places">What was given, and what stores and destination held before that; read before the histories.</param>
    /// <param name="histories">One component's each.</param>
    /// <param name="since">When the run began: faults of an earlier one are not its own.</param>
    public static IReadOnlyList<Violation> Judge(Evidence places, IEnumerable<IReadOnlyList<HistoryEvent>> histories, DateTimeOffset since)
    {
        var violations = new List<Violation>();
        foreach (var history in histories.Where(h => h.Count > 0))
        {
            var evidence = new Evidence { Given = places.Given, Stores = places.Stores, Deliveries = places.Deliveries, History = history };
            var component = history[0].Component;
            if (component == Components.Lab)
            {
                violations.AddRange(Pretended(history, since));
                continue;
            }

            violations.AddRange((component == Components.RecordSource ? OfEveryHistory.Concat(OfTheSource) : OfEveryHistory)
                .SelectMany(invariant => invariant.Judge(evidence).Violations));
        }

        return [.. violations.Distinct()];
    }

    private static IEnumerable<Violation> Pretended(IReadOnlyList<HistoryEvent> history, DateTimeOffset since)
    {
        var givenUp = history.Where(e => e.Event == HistoryEvents.FaultGivenUp).Select(e => e.Fault).ToHashSet();
        return StillHeld(history)
            .Where(e => e.Event == HistoryEvents.FaultIneffective && e.At >= since && e.By != "hand" && !givenUp.Contains(e.Fault))
            .Select(e => new Violation(new FaultsWereReal().Name, null, e.Target, $"{e.Fault} ({e.Kind} {e.Target}) was found not to hold: {e.Detail ?? "no reason given"}"));
    }

    /// <summary>What was told of faults before their recovery began; after that none need hold.</summary>
    private static IEnumerable<HistoryEvent> StillHeld(IReadOnlyList<HistoryEvent> history)
    {
        var recovering = new HashSet<string>();
        foreach (var e in history.Where(e => e.Fault is not null))
        {
            if (e.Event == HistoryEvents.FaultInjecting)
                recovering.Remove(e.Fault!);
            else if (e.Event == HistoryEvents.FaultRecovering)
                recovering.Add(e.Fault!);
            else if (!recovering.Contains(e.Fault!))
                yield return e;
        }
    }
}
