using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Answering;

/// <summary>What the router has to say to a question.</summary>
/// <param name="Authority">The zone's SOA when something is not there.</param>
/// <param name="Authoritative">The name lies in one of the router's zones.</param>
public sealed record DnsAnswer(
    DnsCode Code, IReadOnlyList<ResourceRecord> Answers, IReadOnlyList<ResourceRecord> Authority, bool Authoritative = true)
{
    /// <summary>Not ours to answer.</summary>
    public static readonly DnsAnswer Refused = new(DnsCode.Refused, [], [], Authoritative: false);
}
