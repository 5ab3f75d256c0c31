using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Answering;

/// <summary>A zone that the router is the authority for, with the two records that every zone has.</summary>
public sealed class Zone
{
    /// <summary>Seconds that SOA and NS may be kept.</summary>
    public const uint Ttl = 60;

    /// <summary>Seconds that "not there" may be kept: a name of a lab may come at any moment.</summary>
    public const uint NegativeTtl = 1;

    /// <summary>The zone called <paramref name="name"/>.</summary>
    public Zone(string name)
    {
        Name = DnsName.Parse(name);
        NameServer = DnsName.Parse($"ns.{name}");
        var soa = new RecordData.Authority(NameServer, DnsName.Parse($"hostmaster.{name}"), 1, 3600, 600, 86_400, NegativeTtl);
        Authority = new ResourceRecord(Name, Ttl, soa);

        // RFC 2308: in a negative answer the SOA's own time is the smaller of its TTL and its minimum.
        Denial = new ResourceRecord(Name, Math.Min(Ttl, NegativeTtl), soa);
        Servers = new ResourceRecord(Name, Ttl, new RecordData.NameServer(NameServer));
    }

    /// <summary>Its name.</summary>
    public DnsName Name { get; }

    /// <summary>Where its name server says it is.</summary>
    public DnsName NameServer { get; }

    /// <summary>SOA, when asked for.</summary>
    public ResourceRecord Authority { get; }

    /// <summary>SOA, beside a negative answer.</summary>
    public ResourceRecord Denial { get; }

    /// <summary>NS.</summary>
    public ResourceRecord Servers { get; }
}
