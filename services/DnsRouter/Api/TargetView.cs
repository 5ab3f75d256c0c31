using ActiveActive.DnsRouter.Configuration;

namespace ActiveActive.DnsRouter.Api;

/// <summary>A target as the API shows it.</summary>
/// <param name="Weight">Weighted sets: as set now; null in others.</param>
/// <param name="Share">Its part of the answers now; 0 when it is not answered.</param>
public sealed record TargetView(string? Region, string Value, FailoverRole? Role, int? Weight, int Share, bool Offline, HealthView Health);
