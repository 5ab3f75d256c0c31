namespace ActiveActive.Engines.Lab;

/// <summary>A record set as the dns-router shows it.</summary>
/// <param name="Name">The DNS name.</param>
/// <param name="Policy">simple, weighted, failover or manual.</param>
/// <param name="Active">Failover and manual sets: the region that is answered now; null in others.</param>
internal sealed record RoutedName(string Name, string Policy, string? Active, IReadOnlyList<RoutedTarget> Targets);

/// <summary>One of its targets.</summary>
/// <param name="Region">Its region; null where it has none.</param>
/// <param name="Value">The address that is answered.</param>
/// <param name="Weight">Weighted sets: as set now; null in others.</param>
/// <param name="Share">Its part of the answers now; 0 when it is not answered.</param>
/// <param name="Offline">True while its region is switched off.</param>
/// <param name="Health">What its check says.</param>
internal sealed record RoutedTarget(string? Region, string Value, int? Weight, int Share, bool Offline, RoutedHealth Health);

/// <summary>A target's health.</summary>
internal sealed record RoutedHealth(bool Healthy, string Reason);
