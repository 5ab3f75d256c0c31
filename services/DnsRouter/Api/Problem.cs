namespace ActiveActive.DnsRouter.Api;

/// <summary>Body of every 4xx and 5xx.</summary>
/// <param name="Error">One sentence that names the thing.</param>
public sealed record Problem(string Error);
