namespace ActiveActive.DnsRouter.Wire;

/// <summary>One record of a message.</summary>
/// <param name="Ttl">Seconds that the record may be kept.</param>
public sealed record ResourceRecord(DnsName Name, uint Ttl, RecordData Data, DnsClass Class = DnsClass.In);
