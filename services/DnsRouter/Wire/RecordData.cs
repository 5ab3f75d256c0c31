using System.Net;
using System.Net.Sockets;

namespace ActiveActive.DnsRouter.Wire;

/// <summary>What a record says. Each shape knows the types that carry it.</summary>
public abstract record RecordData
{
    /// <summary>An IPv4 or IPv6 address: A or AAAA.</summary>
    public sealed record Address(IPAddress Value) : RecordData
    {
        /// <inheritdoc/>
        public override DnsType Type => Value.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa;
    }

    /// <summary>The name that an alias stands for.</summary>
    public sealed record Alias(DnsName Target) : RecordData
    {
        /// <inheritdoc/>
        public override DnsType Type => DnsType.Cname;
    }

    /// <summary>The zone's name server.</summary>
    public sealed record NameServer(DnsName Host) : RecordData
    {
        /// <inheritdoc/>
        public override DnsType Type => DnsType.Ns;
    }

    /// <summary>Character strings of at most 255 bytes each, at least one.</summary>
    public sealed record Text(IReadOnlyList<byte[]> Strings) : RecordData
    {
        /// <inheritdoc/>
        public override DnsType Type => DnsType.Txt;
    }

    /// <summary>Start of authority; times in seconds. <paramref name="Minimum"/> is how long a "not there" may be kept (RFC 2308).</summary>
    public sealed record Authority(DnsName Primary, DnsName Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum) : RecordData
    {
        /// <inheritdoc/>
        public override DnsType Type => DnsType.Soa;
    }

    /// <summary>Data of a type that the router only carries.</summary>
    public sealed record Opaque(DnsType Kind, byte[] Bytes) : RecordData
    {
        /// <inheritdoc/>
        public override DnsType Type => Kind;
    }

    private RecordData()
    {
    }

    /// <summary>The record type on the wire.</summary>
    public abstract DnsType Type { get; }
}
