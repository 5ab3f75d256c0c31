namespace ActiveActive.DnsRouter.Wire;

/// <summary>The EDNS0 record of a message (RFC 6891). Options are checked for shape and not kept.</summary>
/// <param name="PayloadSize">UDP bytes that the sender can take.</param>
/// <param name="DnssecOk">The DO bit, copied into the answer as RFC 3225 wants.</param>
public sealed record Edns(ushort PayloadSize, byte Version = 0, bool DnssecOk = false);
