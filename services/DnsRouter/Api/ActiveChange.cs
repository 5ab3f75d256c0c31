namespace ActiveActive.DnsRouter.Api;

/// <summary>Body of PUT /record-sets/{name}/active.</summary>
public sealed record ActiveChange
{
    /// <summary>Region to answer from now on.</summary>
    public required string Region { get; init; }
}
