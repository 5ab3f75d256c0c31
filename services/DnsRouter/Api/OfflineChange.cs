namespace ActiveActive.DnsRouter.Api;

/// <summary>Body of PUT /regions/{region}/offline.</summary>
public sealed record OfflineChange
{
    /// <summary>True to switch the region off.</summary>
    public required bool Offline { get; init; }
}
