namespace ActiveActive.DnsRouter.Routing;

/// <summary>No such record set or region; the message lists what there is.</summary>
public sealed class UnknownNameException(string message) : Exception(message);
