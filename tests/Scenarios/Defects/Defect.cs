using ActiveActive.Spec;

namespace ActiveActive.ScenarioTests.Defects;

/// <summary>One planted defect and what the spec must say of it.</summary>
/// <param name="Name">Its name; a program's defect is called so by the mutant, too.</param>
/// <param name="Invariant">The number of the invariant that must be named.</param>
/// <param name="What">The defect, in words.</param>
/// <param name="Project">The program that has it; empty when it is planted in a running database.</param>
/// <param name="Components">Which of its processes have it.</param>
/// <param name="Scenario">The run.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Names">A part of a finding that says where.</param>
/// <param name="Besides">Invariants that follow from it and may be named, too.</param>
internal sealed record Defect(
    string Name, int Invariant, string What, string Project, string[] Components, Func<DefectLab, DefectScenario> Scenario, Outcome Outcome, string Names, int[] Besides)
{
    /// <summary>Done to the lab once it runs.</summary>
    public Func<DefectLab, Task>? Plant { get; init; }

    /// <summary>How long the run may take until it is given up; short where nothing will come.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Its line in the table.</summary>
    public string Line => $"| {Invariant} | {Name} | {What} | {Outcome} | {(Besides.Length == 0 ? "–" : string.Join(", ", Besides))} |";
}
