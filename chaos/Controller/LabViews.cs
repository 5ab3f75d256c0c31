using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>The lab's status, looked at from one side: pure, and nothing in it is measured again.</summary>
internal static class LabViews
{
    /// <summary>Every component with its reasons.</summary>
    public static IReadOnlyList<ComponentView> Components(LabStatus status) => [.. status.Components.Select(c => Component(status, c))];

    /// <summary>One component, as status or with a hyphen for the slash.</summary>
    /// <exception cref="NothingThereException">There is no such component.</exception>
    public static ComponentView Component(LabStatus status, string name)
    {
        Target target;
        try
        {
            target = Target.Parse(name);
        }
        catch (UnusableFaultException unknown)
        {
            throw new NothingThereException(unknown.Message);
        }

        return status.Components.FirstOrDefault(c => c.Name == target.Name) is { } component
            ? Component(status, component)
            : throw new NothingThereException(
                $"{target} is no component of its own{(target.Host is { } host ? $"; it lives on {host}" : "")}; GET /api/components names them");
    }

    /// <summary>Every stage.</summary>
    public static IReadOnlyList<StageView> Stages(LabStatus status) =>
    [
        .. Stage.All.Select((stage, i) => new StageView(stage.Name, Region.All.ToDictionary(r => r.Name, r => new StageCounts(
            status.Queues.FirstOrDefault(q => q.Region == r.Name && q.Queue == Topology.Queues[i])?.Depth,
            Rows(status, r, stage),
            status.Components.FirstOrDefault(c => c.Name == Contracts.Components.Container(r, stage))?.State)))),
    ];

    private static ComponentView Component(LabStatus status, ComponentStatus component)
    {
        var faults = status.Faults.Where(f => f.Target == component.Name || Target.Parse(f.Target).Host?.Name == component.Name)
            .Select(f => $"{f.Kind} {f.Target} by {f.By} since {f.From:HH:mm:ss}: {f.Evidence}");
        return new ComponentView(
            component.Name, component.State, [.. component.Detail is { } detail ? [detail] : Array.Empty<string>(), .. faults],
            component.Address, component.ProcessId, component.Container);
    }

    private static long? Rows(LabStatus status, Region region, Stage stage) =>
        status.Stores.FirstOrDefault(s => s.Region == region.Name && s.Store == stage.Name)?.Rows;
}
