namespace ActiveActive.DnsRouter.Wire;

/// <summary>The record types that the router knows by name (RFC 1035, 3596, 6891). Any other number is carried as it is.</summary>
public enum DnsType : ushort
{
    /// <summary>IPv4 address.</summary>
    A = 1,

    /// <summary>Name server.</summary>
    Ns = 2,

    /// <summary>Alias.</summary>
    Cname = 5,

    /// <summary>Start of authority.</summary>
    Soa = 6,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>IPv6 address.</summary>
    Aaaa = 28,

    /// <summary>EDNS0 pseudo-record.</summary>
    Opt = 41,

    /// <summary>Incremental zone transfer; never answered.</summary>
    Ixfr = 251,

    /// <summary>Zone transfer; never answered.</summary>
    Axfr = 252,

    /// <summary>Whatever there is.</summary>
    Any = 255,
}
