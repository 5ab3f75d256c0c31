namespace ActiveActive.DnsRouter.Routing;

/// <summary>An operator's change that cannot be made; nothing was changed.</summary>
public sealed class BadRequestException(string message) : Exception(message);
