using System.Net;

namespace ActiveActive.DnsRouter.Serving;

/// <summary>Settings of section <c>Dns</c>.</summary>
public sealed record DnsOptions
{
    /// <summary>Path of the record set file. Required.</summary>
    public string RecordSets { get; init; } = "";

    /// <summary>ADDRESS:PORT of both UDP and TCP. Port 0 takes a free one.</summary>
    public string Listen { get; init; } = "127.0.0.1:8053";

    /// <summary>What weighted sets of mode random draw from.</summary>
    public ulong Seed { get; init; }

    /// <summary>Path of the file that keeps weights, active and offline regions across a restart; empty to forget them.</summary>
    public string State { get; init; } = "";

    /// <summary>TCP connections at a time, 1 to 4,096; more wait in the kernel's queue.</summary>
    public int TcpConnections { get; init; } = 64;

    /// <summary>Seconds after which a TCP connection that brings no whole query, or takes no answer, is closed: 1 to 600.</summary>
    public int TcpIdleSeconds { get; init; } = 10;

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (RecordSets.Length == 0)
            return "Dns:RecordSets is empty; give the path of the record set file";
        if (!IPEndPoint.TryParse(Listen, out _) || !Listen.Contains(':'))
            return $"Dns:Listen '{Listen}' is not ADDRESS:PORT";
        if (TcpConnections is < 1 or > 4096)
            return $"Dns:TcpConnections {TcpConnections} is not in 1 to 4096";
        return TcpIdleSeconds is < 1 or > 600 ? $"Dns:TcpIdleSeconds {TcpIdleSeconds} is not in 1 to 600" : null;
    }
}
