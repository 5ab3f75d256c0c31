using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using ActiveActive.Simulation.Lab;
using ActiveActive.Simulation.Worlds;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Exploration;

/// <summary>Plays one scenario in one world and has it judged.</summary>
public static class SimRun
{
    private static readonly string[] WithAnExactMiddle = ["f1", "f2", "f3", "f4", "failover", "aurora-failover"];

    /// <summary>Runs it. The same spec gives the same outcome, event by event.</summary>
    public static RunOutcome Of(RunSpec spec)
    {
        var chance = new SeededChance(spec.Seed).Fork("simulation");
        var scenario = Scenario.Parse(spec.Scenario);
        var weather = spec.Weather ?? Weather.Draw(chance.Fork("weather"), exact: WithAnExactMiddle.Contains(scenario.Name));
        var world = new World(spec.Picks?.Invoke() ?? StrategyOf(spec, chance.Fork("schedule")));
        var lab = new SimLab(world, weather, chance, Defects.SimDefects.Of(spec.Defect), watched: spec.Steps);
        try
        {
            var (evidence, plan) = world.Run(() => PlayAsync(spec, scenario, lab));
            return new RunOutcome(spec, plan, weather, lab.Events, Judge.Run(evidence), null, world.Steps, world.Now)
            {
                Parts = lab.Parts, Evidence = evidence,
                Refused = spec.Steps ? lab.Parts.Watch?.Refused ?? Bridge.HistoryReplay.Of(evidence, weather.Deaths.Select(d => d.Component).ToHashSet()).Refused : null,
            };
        }
        catch (Exception broken)
        {
            // Whatever it is, it is this seed's: a run that breaks off is told with the command that plays it again, and ends no other.
            return new RunOutcome(spec, spec.Plan ?? FaultPlan.Of(spec.Seed), weather, lab.Events, null, broken, world.Steps, world.Now) { Parts = lab.Parts };
        }
    }

    private static IStrategy StrategyOf(RunSpec spec, SeededChance chance) => spec.Strategy switch
    {
        "random" => new RandomStrategy(chance),
        "pct" => new PctStrategy(chance, depth: 4, length: 4000),
        _ => throw new ArgumentException($"'{spec.Strategy}' is not a strategy; there are random and pct"),
    };

    private static async Task<(Evidence Evidence, FaultPlan Plan)> PlayAsync(RunSpec spec, Scenario scenario, SimLab lab)
    {
        await lab.StartAsync(new Nobody<string>(), CancellationToken.None);
        var request = new RunRequest
        {
            Scenario = scenario.Name, Seed = spec.Seed, Batches = spec.Batches, BatchSize = spec.BatchSize, Storm = scenario is Storm ? spec.Storm : null,
        };
        var input = await RunInput.OfAsync(scenario, request, "sim", CancellationToken.None);
        var plan = spec.Plan ?? (spec.Faults is { } faults ? FaultPlan.Of(spec.Seed, [.. faults]) : null) ?? scenario.Plan(request, lab.Scope);
        var silent = new Nobody<RunProgress>();
        var player = new ScenarioPlayer(lab, lab.Time);
        var before = await player.UntilSteadyAsync(scenario, silent, CancellationToken.None);
        var samples = new List<Sample>();
        var context = new ScenarioContext(lab, request, scenario.Name, plan, input, 0, samples.Add, silent, CancellationToken.None);
        await player.PlayAsync(scenario, context, CancellationToken.None);
        var run = player.Facts(request, scenario, context, input, before, context.Missing, lab.Events.Count) with { Command = spec.Command };
        return (lab.Collect(run, samples), plan);
    }

    private sealed class Nobody<T> : IProgress<T>
    {
        public void Report(T value)
        {
        }
    }
}

/// <summary>How a simulated run ended.</summary>
/// <param name="Plan">What was failed.</param>
/// <param name="Events">Its whole history.</param>
/// <param name="Verdict">What the spec says; null when the run could not be played to its end.</param>
/// <param name="Broken">Why it could not.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="EndedAt">When it ended by its own clock.</param>
public sealed record RunOutcome(
    RunSpec Spec, FaultPlan Plan, Weather Weather, IReadOnlyList<HistoryEvent> Events, Verdict? Verdict, Exception? Broken, long Steps, DateTimeOffset EndedAt)
{
    /// <summary>True when the spec found nothing to object to.</summary>
    public bool Passed => Verdict?.Outcome == Outcome.Pass && Refused is null;

    /// <summary>The verdict in a word.</summary>
    public string Word => Verdict is { Outcome: Outcome.Pass } && Refused is not null ? "Refused" : Verdict?.Outcome.ToString() ?? "Broken";

    /// <summary>What it was judged by; null when it could not be played to its end.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The first step that is none of the model's, where steps were looked at.</summary>
    public Bridge.Refusal? Refused { get; init; }

    /// <summary>The lab as it was left.</summary>
    internal LabParts? Parts { get; init; }
}
