namespace ActiveActive.DnsRouter.Wire;

/// <summary>Classes of RFC 1035 that a question may ask for.</summary>
public enum DnsClass : ushort
{
    /// <summary>Internet.</summary>
    In = 1,

    /// <summary>Any class.</summary>
    Any = 255,
}
