using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>A plan of faults as a run needs it: under ids that the lab has not seen before, and in the spec's words.</summary>
internal static class RunPlan
{
    /// <summary>
    /// The plan with the run's id before each fault's. A kept lab's history holds the faults of earlier runs, and F1 of two runs
    /// would be taken for one fault.
    /// </summary>
    public static FaultPlan Under(this FaultPlan plan, string runId) => plan with
    {
        Components = [.. plan.Components.Select(c => c with
        {
            Fault = c.Fault is null ? null : $"{runId}/{c.Fault}",
            CoveredBy = c.CoveredBy is null ? null : $"{runId}/{c.CoveredBy}",
        })],
        Faults = [.. plan.Faults.Select(f => f with { Id = $"{runId}/{f.Id}" })],
    };

    /// <summary>The faults that the spec has to look for, and the drawn components that another's fault makes fail.</summary>
    public static IReadOnlyList<ExpectedFault> Expected(this FaultPlan plan) =>
    [
        .. plan.Faults.Select(f => new ExpectedFault(f.Id, f.Fault.Target.Name, f.Fault.Kind.Text())),
        .. plan.Components.Where(c => c.CoveredBy is not null)
            .Select(c => new ExpectedFault($"component {c.Number}", c.Target.Name, c.Kind.Text(), c.CoveredBy)),
    ];

    /// <summary>The components of a lab that must have left a history.</summary>
    public static IReadOnlyList<string> WithHistory(LabStatus status) =>
        [Components.Lab, .. status.Components.Where(c => c.IsOwn).Select(c => c.Name)];
}
