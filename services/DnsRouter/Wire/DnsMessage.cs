namespace ActiveActive.DnsRouter.Wire;

/// <summary>A query or an answer, decoded.</summary>
public sealed record DnsMessage
{
    /// <summary>Ties an answer to its query.</summary>
    public ushort Id { get; init; }

    /// <summary>An answer, not a query.</summary>
    public bool Response { get; init; }

    /// <summary>0 is a standard query, 0 to 15.</summary>
    public byte Opcode { get; init; }

    /// <summary>The answer comes from the zone's authority.</summary>
    public bool Authoritative { get; init; }

    /// <summary>The answer did not fit into UDP: ask again over TCP.</summary>
    public bool Truncated { get; init; }

    /// <summary>The asker wanted recursion; copied into the answer.</summary>
    public bool RecursionDesired { get; init; }

    /// <summary>Never set by the router.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>How it went. Codes above 15 need <see cref="Edns"/>.</summary>
    public DnsCode Code { get; init; }

    /// <summary>The question section; a standard query has one.</summary>
    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    /// <summary>The answer section.</summary>
    public IReadOnlyList<ResourceRecord> Answers { get; init; } = [];

    /// <summary>The authority section: the SOA of a negative answer.</summary>
    public IReadOnlyList<ResourceRecord> Authority { get; init; } = [];

    /// <summary>The additional section, without the EDNS0 record.</summary>
    public IReadOnlyList<ResourceRecord> Additional { get; init; } = [];

    /// <summary>The EDNS0 record, or null for a sender of the old kind.</summary>
    public Edns? Edns { get; init; }
}
