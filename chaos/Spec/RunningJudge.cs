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

    /// <summary>The invariants that are judged here to the full, by name, in their order: where none is violated, they have held so far.</summary>
    public static IReadOnlyList<string> Judged { get; } = [.. OfEveryHistory.Concat(OfTheSource).OrderBy(i => i.Number).Select(i => i.Name)];

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
                violations.AddRange(Pretended(evidence, since));
                continue;
            }

            violations.AddRange((component == Components.RecordSource ? OfEveryHistory.Concat(OfTheSource) : OfEveryHistory)
                .SelectMany(invariant => invariant.Judge(evidence).Violations));
        }

        return [.. violations.Distinct()];
    }

    private static IEnumerable<Violation> Pretended(Evidence ofTheLab, DateTimeOffset since) => FaultEpisode.Of(ofTheLab)
        .Where(f => f is { Ineffective: not null, ByHand: false, GivenUp: null } && f.Ineffective.At >= since)
        .Select(f => new Violation(
            new FaultsWereReal().Name, null, f.Target, $"{f.Id} ({f.Kind} {f.Target}) was found not to hold: {f.Ineffective!.Detail ?? "no reason given"}"));
}
