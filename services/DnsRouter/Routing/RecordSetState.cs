using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.HealthChecks;

namespace ActiveActive.DnsRouter.Routing;

/// <summary>Everything that decides what a routed set answers: a value, so that the decision is a function of it.</summary>
/// <param name="Targets">One for each target of the definition, in order.</param>
/// <param name="Active">Manual sets: the index of the active target.</param>
public sealed record RecordSetState(RecordSetDefinition Definition, IReadOnlyList<TargetState> Targets, int Active)
{
    /// <summary>A share per target; 0 for one that is not answered now.</summary>
    public int[] Shares() => Definition.Policy switch
    {
        RoutingPolicy.Weighted => WeightedRouting.Shares([.. Targets.Select(t => (t.Offline ? 0 : t.Weight, t.Healthy))]),
        RoutingPolicy.Failover => Only(AnswersPrimary() ? IndexOf(FailoverRole.Primary) : IndexOf(FailoverRole.Secondary)),
        RoutingPolicy.Manual => Only(Active),
        _ => [.. Targets.Select(_ => 1)],
    };

    /// <summary>The set as the file describes it: new checks are healthy, the primary is active.</summary>
    public static RecordSetState Initial(RecordSetDefinition definition, DateTimeOffset now)
    {
        var state = new RecordSetState(
            definition, [.. definition.Targets.Select(t => new TargetState(t.Weight, false, t.Check is null ? null : HealthState.New(now)))], 0);
        return definition.Policy == RoutingPolicy.Manual ? state with { Active = state.IndexOf(FailoverRole.Primary) } : state;
    }

    /// <summary>The same with one target changed.</summary>
    public RecordSetState With(int target, Func<TargetState, TargetState> change) =>
        this with { Targets = [.. Targets.Select((t, i) => i == target ? change(t) : t)] };

    private bool AnswersPrimary()
    {
        // An offline region counts as an unhealthy target.
        bool Works(int index) => index >= 0 && Targets[index] is { Healthy: true, Offline: false };
        return FailoverRouting.AnswersPrimary(Works(IndexOf(FailoverRole.Primary)), Works(IndexOf(FailoverRole.Secondary)));
    }

    private int IndexOf(FailoverRole role)
    {
        for (var i = 0; i < Definition.Targets.Count; i++)
        {
            if (Definition.Targets[i].Role == role)
                return i;
        }

        return -1;
    }

    private int[] Only(int target) => [.. Targets.Select((_, i) => i == target ? 1 : 0)];
}
