using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.HealthChecks;

namespace ActiveActive.DnsRouter.Api;

/// <summary>A target's health as the API shows it.</summary>
/// <param name="Check">Kind of the check; null without one.</param>
/// <param name="Reason">Why it is healthy or not.</param>
/// <param name="Since">When that changed last; null without a check.</param>
/// <param name="Contrary">Checks in a row that said otherwise.</param>
/// <param name="LastResult">What the last check found.</param>
public sealed record HealthView(
    bool Healthy, CheckKind? Check, string Reason, DateTimeOffset? Since, int Contrary, bool? LastPassed, string? LastResult, DateTimeOffset? LastAt)
{
    /// <summary>Shows a state.</summary>
    public static HealthView Of(CheckDefinition? check, HealthState? health) => health is null
        ? new HealthView(true, null, "no check: always healthy", null, 0, null, null, null)
        : new HealthView(
            health.Healthy, check?.Kind, health.Reason, health.Since, health.Contrary, health.Last?.Passed, health.Last?.Reason, health.LastAt);
}
