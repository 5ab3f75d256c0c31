using ActiveActive.Faults;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Exploration;

/// <summary>
/// Makes a failing run's fault plan and weather smaller while it still fails for the same reason: faults are left out one after the other,
/// then deaths, then each kind of bad weather.
/// </summary>
public static class Shrinker
{
    private const int MostRuns = 200;

    /// <summary>The smallest that was found.</summary>
    public static RunOutcome Shrink(RunOutcome failed)
    {
        var best = failed;
        var runs = 0;
        bool smaller;
        do
        {
            smaller = false;
            foreach (var candidate in Smaller(best))
            {
                if (++runs > MostRuns)
                    return best;
                var outcome = SimRun.Of(candidate);
                if (ReasonOf(outcome) != ReasonOf(failed))
                    continue;
                (best, smaller) = (outcome, true);
                break;
            }
        }
        while (smaller);
        return best;
    }

    // Another invariant or machine is another bug.
    private static (string, string?) ReasonOf(RunOutcome outcome) =>
        (outcome.Word, outcome.Verdict?.Violations.FirstOrDefault()?.Invariant ?? outcome.Refused?.Machine ?? outcome.Broken?.GetType().Name);

    private static IEnumerable<RunSpec> Smaller(RunOutcome outcome)
    {
        var spec = outcome.Spec with { Plan = outcome.Plan, Weather = outcome.Weather };
        for (var i = 0; i < outcome.Plan.Faults.Count; i++)
        {
            var left = outcome.Plan.Faults.Where((_, index) => index != i).ToList();
            // A scenario about faults does not pass without any.
            if (left.Count > 0)
                yield return spec with { Plan = new FaultPlan(outcome.Plan.Seed, [], left) };
        }

        var weather = outcome.Weather;
        for (var i = 0; i < weather.Deaths.Count; i++)
            yield return spec with { Weather = weather with { Deaths = [.. weather.Deaths.Where((_, index) => index != i)] } };
        Weather[] milder =
        [
            weather with { Lost = 0 }, weather with { Late = 0 }, weather with { Refused = 0 }, weather with { Twice = 0 },
            weather with { Skew = TimeSpan.Zero }, weather with { Lag = Weather.Fair.Lag }, weather with { Spread = Weather.Fair.Spread },
        ];
        foreach (var mild in milder.Where(m => m != weather))
            yield return spec with { Weather = mild };
    }
}
