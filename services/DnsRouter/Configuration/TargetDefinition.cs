using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Configuration;

/// <summary>One thing that a record set may answer.</summary>
public sealed record TargetDefinition
{
    /// <summary>Region that it stands in: r1 or r2. Only simple sets do without.</summary>
    public string? Region { get; init; }

    /// <summary>IPv4 or IPv6 address, or the host name of a CNAME.</summary>
    public required string Value { get; init; }

    /// <summary>Weighted: 0 to 255.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Failover and manual: its place.</summary>
    public FailoverRole? Role { get; init; }

    /// <summary>How its health is found out; without one it is always healthy.</summary>
    public CheckDefinition? Check { get; init; }

    /// <summary>The value as record data.</summary>
    /// <exception cref="ArgumentException">It is neither an address nor a host name.</exception>
    public RecordData ToData()
    {
        if (System.Net.IPAddress.TryParse(Value, out var address) && !Value.Contains('%')
            && (Value.Contains(':') || address.ToString() == Value))
            return new RecordData.Address(address);
        // 10.0.0 or 300.1.1.1 would pass for a host name; nobody means one.
        if (Value.TrimEnd('.').Split('.')[^1].All(char.IsAsciiDigit))
            throw new ArgumentException($"'{Value}' is neither an IPv4 address, an IPv6 address nor a host name");
        return new RecordData.Alias(DnsName.Parse(Value));
    }
}
