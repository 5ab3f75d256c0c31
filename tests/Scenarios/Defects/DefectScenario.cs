using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.ScenarioTests.Defects;

/// <summary>A run that is made for one defect: faults that are injected by its steps, and the steps.</summary>
internal sealed class DefectScenario(string name, IReadOnlyList<Fault> faults, Func<ScenarioContext, Task> play) : Scenario
{
    // The spec expects faults of every other name.
    public override string Name => faults.Count == 0 ? "baseline" : name;

    public override string Description => "One planted defect, and what brings it to light.";

    public override int FewestBatches => 1;

    public override FaultPlan Plan(ulong seed, FaultScope scope) => FaultPlan.Of(seed, [.. faults]);

    public override Task RunAsync(ScenarioContext context) => play(context);
}
