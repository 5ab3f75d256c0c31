namespace ActiveActive.DnsRouter.Api;

/// <summary>A region as the API shows it.</summary>
public sealed record RegionView(string Region, string AwsName, bool Offline);
