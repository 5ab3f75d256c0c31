namespace ActiveActive.DnsRouter.Wire;

/// <summary>What is asked; echoed in the answer with the case that it was asked in.</summary>
public sealed record DnsQuestion(DnsName Name, DnsType Type, DnsClass Class = DnsClass.In);
