using ActiveActive.Faults;
using ActiveActive.Scenarios.Records;

namespace ActiveActive.Scenarios;

/// <summary>
/// What happens in a run and in which order. A scenario speaks of batches and faults only; how the lab does them is the engine's
/// business, and whether all went well is the spec's.
/// </summary>
public abstract class Scenario
{
    /// <summary>All there are, in the order in which they are listed.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new Baseline(), new Failover(), new F1FailContainer(), new F2FailDatabase(), new F3FailQueue(), new F4PauseReplication(), new F5FailRandom(),
        new AuroraFailover(), new Storm(),
    ];

    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>Fewer batches would leave a part of it out.</summary>
    public abstract int FewestBatches { get; }

    /// <summary>What a seed will fail: fixed before the run begins, and the same on every lab with the same scope.</summary>
    public abstract FaultPlan Plan(ulong seed, FaultScope scope);

    /// <summary>What a request will fail, where more than the seed decides.</summary>
    public virtual FaultPlan Plan(RunRequest request, FaultScope scope) => Plan(request.Seed, scope);

    /// <summary>Why it cannot be run on a lab that is in this state, and what to do; null when it can.</summary>
    public virtual string? NotReady(LabStatus status) => null;

    /// <summary>Does it.</summary>
    public abstract Task RunAsync(ScenarioContext context);

    /// <summary>Finds a scenario by name, in either case.</summary>
    /// <exception cref="UnusableInputException">No such scenario; the message lists what there is.</exception>
    public static Scenario Parse(string name) =>
        All.FirstOrDefault(s => s.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new UnusableInputException($"'{name}' is not a scenario; there are {string.Join(", ", All.Select(s => s.Name))}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
