using ActiveActive.Faults;
using ActiveActive.Faults.Storm;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Exploration;

/// <summary>Everything that a simulated run is a function of.</summary>
public sealed record RunSpec
{
    /// <summary>The scenario's name.</summary>
    public string Scenario { get; init; } = "f5";

    /// <summary>Where all chance comes from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Batches.</summary>
    public int Batches { get; init; } = 3;

    /// <summary>Records of a batch.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>How the next step is picked: random or pct.</summary>
    public string Strategy { get; init; } = "random";

    /// <summary>The faults, where the seed's own plan is not wanted.</summary>
    public FaultPlan? Plan { get; init; }

    /// <summary>The faults of f5 as its user named them, where they are not to be drawn.</summary>
    public IReadOnlyList<Fault>? Faults { get; init; }

    /// <summary>Which subset of the sixteen components the plan is; 0 for none.</summary>
    public int Subset { get; init; }

    /// <summary>The weather, where the seed's own is not wanted.</summary>
    public Weather? Weather { get; init; }

    /// <summary>A bug on purpose, by its name among <see cref="Defects.SimDefects.All"/>.</summary>
    public string? Defect { get; init; }

    /// <summary>True to hold each step against the machines of scenarios.md too, as the bridge does with recorded runs.</summary>
    public bool Steps { get; init; }

    /// <summary>A strategy of the caller's own.</summary>
    public Func<IStrategy>? Picks { get; init; }

    /// <summary>The command that plays it again.</summary>
    public string Command => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"./aa sim {Scenario}{(Subset > 0 ? $" --subsets {Subset} --seed {Seed - ((ulong)Subset << 32)}" : $" --seed {Seed}")}{(Strategy == "random" ? "" : $" --strategy {Strategy}")}{(Defect is null ? "" : $" --defect {Defect}")}{(Faults is null ? "" : $" --faults \"{string.Join(", ", Faults.Select(f => $"{f.Kind.Text()} {f.Target}"))}\"")}{(Storm.BothRegions ? " --both-regions" : "")}{(Steps ? " --steps" : "")}{(Batches == 3 ? "" : $" --batches {Batches}")}{(BatchSize == 10 ? "" : $" --batch-size {BatchSize}")}{(Mutations.Mutation.Current is { } mutation ? $" --mutation {mutation}" : "")}");

    /// <summary>How hard a storm blows.</summary>
    public StormOptions Storm { get; init; } = new()
    {
        Duration = TimeSpan.FromSeconds(20), RecordsPerSecond = 2, FaultsPerMinute = 24, MinHold = TimeSpan.FromSeconds(1), MaxHold = TimeSpan.FromSeconds(8),
        CalmEvery = TimeSpan.FromSeconds(20), CalmFor = TimeSpan.Zero,
    };
}
