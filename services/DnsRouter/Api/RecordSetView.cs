using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.Routing;

namespace ActiveActive.DnsRouter.Api;

/// <summary>A record set as the API shows it.</summary>
/// <param name="Type">A, AAAA, CNAME or TXT; of several kinds the first.</param>
/// <param name="Mode">Weighted sets only.</param>
/// <param name="Active">Failover and manual sets: the region that is answered now; null in others.</param>
public sealed record RecordSetView(
    string Name, string Type, int TtlSeconds, RoutingPolicy Policy, WeightedMode? Mode, string? Active,
    IReadOnlyList<TargetView> Targets, IReadOnlyList<string> Texts)
{
    /// <summary>Shows a set as it is at this moment.</summary>
    public static RecordSetView Of(RecordSet set)
    {
        var (state, shares) = set.Snapshot();
        var definition = set.Definition;
        var weighted = definition.Policy == RoutingPolicy.Weighted;
        var targets = definition.Targets.Select((t, i) => new TargetView(
            t.Region, t.Value, t.Role, weighted ? state.Targets[i].Weight : null, shares[i], state.Targets[i].Offline,
            HealthView.Of(t.Check, state.Targets[i].Health))).ToList();
        return new RecordSetView(
            definition.Name,
            definition.Targets.Count == 0 ? "TXT" : definition.Targets[0].ToData().Type.ToString().ToUpperInvariant(),
            definition.TtlSeconds,
            definition.Policy,
            weighted ? definition.Mode : null,
            definition.Policy is RoutingPolicy.Failover or RoutingPolicy.Manual ? targets.Single(t => t.Share > 0).Region : null,
            targets,
            definition.Texts);
    }
}
