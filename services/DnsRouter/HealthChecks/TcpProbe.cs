using System.Net;
using System.Net.Sockets;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>Connects and hangs up. A paused process still passes: its kernel completes the connection.</summary>
public sealed class TcpProbe(IPEndPoint address) : IProbe
{
    /// <inheritdoc/>
    public async Task<ProbeResult> AskAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, cancellation);
        return new ProbeResult(true, "connected");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
