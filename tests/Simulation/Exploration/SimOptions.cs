using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ActiveActive.Faults;

namespace ActiveActive.Simulation.Exploration;

/// <summary>What `./aa sim` takes, and what of it does not go together.</summary>
internal sealed class SimOptions
{
    private readonly IReadOnlyList<Symbol> _notOfReplays;

    public SimOptions()
    {
        Strategy.AcceptOnlyFromAmong("random", "pct", "exhaustive");
        Defect.AcceptOnlyFromAmong([.. Defects.SimDefects.All.Select(d => d.Name)]);
        Mutation.AcceptOnlyFromAmong([.. Mutations.ShippedMutations.All.Select(m => m.Name), "all"]);
        _notOfReplays = [Scenario, Seed, Schedules, Subsets, Strategy, Batches, BatchSize, Defect, Steps, Faults, BothRegions, Coverage];
    }

    public Argument<string> Scenario { get; } = new("SCENARIO") { Description = "The scenario to play", DefaultValueFactory = _ => "f5" };

    public Option<ulong> Seed { get; } = new("--seed") { Description = "Where all chance comes from; the first of many", DefaultValueFactory = _ => 1 };

    public Option<long?> Schedules { get; } = new("--schedules") { Description = "Plays so many seeds, and stops at the first that does not pass" };

    public Option<string?> Subsets { get; } = new("--subsets") { Description = "f5 with every non-empty subset of the 16 components (all), or with one of them (its number)" };

    public Option<string> Strategy { get; } = new("--strategy")
    {
        Description = "How the next step is picked: random or pct; exhaustive plays every order of one record's way through two stages instead of a scenario", DefaultValueFactory = _ => "random",
    };

    public Option<int> Batches { get; } = new("--batches") { Description = "Batches", DefaultValueFactory = _ => 3 };

    public Option<int> BatchSize { get; } = new("--batch-size") { Description = "Records of a batch", DefaultValueFactory = _ => 10 };

    public Option<string?> Defect { get; } = new("--defect") { Description = "A bug on purpose, which the spec must find" };

    public Option<bool> Steps { get; } = new("--steps") { Description = "Holds each step against the state machines too, as --replay does" };

    public Option<string?> Faults { get; } = new("--faults") { Description = "What f5 fails instead of what the seed draws, as \"kill r1/core, pause r2/aws\"" };

    public Option<bool> BothRegions { get; } = new("--both-regions") { Description = "A storm that fails things in both regions at once" };

    public Option<string?> Replay { get; } = new("--replay") { Description = "Plays nothing: is every step of this run folder's history one that the model allows?" };

    public Option<bool> Coverage { get; } = new("--coverage") { Description = "Plays every scenario over the same number of seeds, and tells which transitions of the state machines were taken" };

    public Option<string?> Mutation { get; } = new("--mutation")
    {
        Description = "With the shipped sources changed as that entry of tests/Simulation/Mutations says; all: explores every one and writes the table",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object on standard output" };

    /// <summary>Adds all of them.</summary>
    public void AddTo(Command command)
    {
        command.Add(Scenario);
        foreach (var option in new Option[] { Seed, Schedules, Subsets, Strategy, Batches, BatchSize, Defect, Steps, Faults, BothRegions, Replay, Coverage, Mutation, Json })
            command.Add(option);
    }

    /// <summary>The faults that were named; null when none were.</summary>
    /// <exception cref="UnusableFaultException">One is none; the message says which and why.</exception>
    public IReadOnlyList<Fault>? FaultsOf(ParseResult parsed)
    {
        if (parsed.GetValue(Faults) is not { } named)
            return null;
        var faults = new List<Fault>();
        foreach (var one in named.Split(',', StringSplitOptions.TrimEntries))
        {
            if (one.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var kind, var target])
                throw new UnusableFaultException($"--faults: '{one}' is not a kind and a target, as in kill r1/core");
            var fault = new Fault(Target.Parse(target), FaultKinds.Parse(kind));
            FaultCatalogue.Check(fault.Target, fault.Kind);
            if (faults.Any(f => f.Target == fault.Target))
                throw new UnusableFaultException($"--faults: {fault.Target} is named twice, and fails once");
            faults.Add(fault);
        }

        return faults;
    }

    /// <summary>What was given and would not be played, as a sentence; null when all of it is. It must not look as if it had been.</summary>
    public string? Contradiction(ParseResult parsed)
    {
        if (parsed.GetValue(Schedules) is < 1)
            return string.Create(CultureInfo.InvariantCulture, $"--schedules {parsed.GetValue(Schedules)} would play nothing; give 1 or more");
        if (parsed.GetValue(BatchSize) < 1 || parsed.GetValue(Batches) < 1)
            return "--batches and --batch-size are 1 or more";
        if (parsed.GetValue(Replay) is not null)
            return Without("--replay plays nothing", [.. _notOfReplays, Mutation]);
        if (parsed.GetValue(Mutation) == "all")
            return Without("--mutation all explores every one from seed 1", [.. _notOfReplays, Json]);
        if (parsed.GetValue(Strategy) == "exhaustive")
            return Without("--strategy exhaustive plays all orders of one small configuration", [Scenario, Seed, Schedules, Subsets, Batches, BatchSize, Steps, Faults, BothRegions, Coverage]);
        if (parsed.GetValue(Coverage))
            return Without("--coverage plays every scenario", [Scenario, Subsets, Faults, BothRegions]);
        if (parsed.GetValue(Subsets) is { } which)
        {
            return parsed.GetValue(Scenario) != "f5" ? "--subsets are of f5's components: leave SCENARIO out"
                : Without($"--subsets {which} says what is played", [Schedules, Faults, BothRegions]);
        }

        if (parsed.GetValue(Faults) is not null && parsed.GetValue(Scenario) != "f5")
            return "--faults is for f5: another scenario says itself what it fails";
        return parsed.GetValue(BothRegions) && parsed.GetValue(Scenario) != "storm" ? "--both-regions is for storm" : null;

        string? Without(string whole, IReadOnlyList<Symbol> others) => others.FirstOrDefault(IsGiven) is { } extra ? $"{whole}: leave {extra.Name} out" : null;

        bool IsGiven(Symbol symbol) => symbol is Argument argument
            ? parsed.GetResult(argument) is { Implicit: false }
            : parsed.GetResult((Option)symbol) is { Implicit: false };
    }
}
