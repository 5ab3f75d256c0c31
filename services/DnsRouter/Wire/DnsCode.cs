namespace ActiveActive.DnsRouter.Wire;

/// <summary>Response codes. The low four bits travel in the header, the rest in the EDNS0 record.</summary>
public enum DnsCode : ushort
{
    /// <summary>Answered; with no answer records it means that the name has none of that type.</summary>
    NoError = 0,

    /// <summary>The query could not be parsed.</summary>
    FormatError = 1,

    /// <summary>The router failed.</summary>
    ServerFailure = 2,

    /// <summary>The name is not there (NXDOMAIN).</summary>
    NameError = 3,

    /// <summary>Not a standard query.</summary>
    NotImplemented = 4,

    /// <summary>Outside the zones that the router is the authority for.</summary>
    Refused = 5,

    /// <summary>An EDNS version above 0 (BADVERS).</summary>
    BadVersion = 16,
}
