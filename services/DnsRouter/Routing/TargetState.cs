using ActiveActive.DnsRouter.HealthChecks;

namespace ActiveActive.DnsRouter.Routing;

/// <summary>What is known of one target now.</summary>
/// <param name="Weight">As configured or as the operator set it.</param>
/// <param name="Offline">The operator has switched its region off.</param>
/// <param name="Health">By its check; null without one: always healthy.</param>
public sealed record TargetState(int Weight, bool Offline, HealthState? Health)
{
    /// <summary>By its check alone.</summary>
    public bool Healthy => Health?.Healthy ?? true;
}
