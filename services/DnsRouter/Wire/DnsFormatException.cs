namespace ActiveActive.DnsRouter.Wire;

/// <summary>Bytes that are not a DNS message: answered with FORMERR.</summary>
public sealed class DnsFormatException(string message) : Exception(message);
