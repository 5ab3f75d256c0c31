namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>What one check found.</summary>
/// <param name="Passed">The target answered as it should.</param>
/// <param name="Reason">What it answered, or how it failed, in words.</param>
public sealed record ProbeResult(bool Passed, string Reason);
