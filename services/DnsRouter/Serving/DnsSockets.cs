using System.Net;
using System.Net.Sockets;
using ActiveActive.Hosting;

namespace ActiveActive.DnsRouter.Serving;

/// <summary>The router's UDP and TCP sockets, bound to one address and port before anything else starts.</summary>
public sealed class DnsSockets : IDisposable
{
    /// <summary>Port 0 takes a free TCP port; it may be taken for UDP, and then another one is tried.</summary>
    private const int FreePortAttempts = 20;

    /// <summary>Bytes of queries that the kernel holds while the router is busy.</summary>
    private const int UdpBacklog = 1 << 20;

    private DnsSockets(Socket udp, Socket tcp) => (Udp, Tcp) = (udp, tcp);

    /// <summary>Bound.</summary>
    public Socket Udp { get; }

    /// <summary>Bound and listening.</summary>
    public Socket Tcp { get; }

    /// <summary>Where both are.</summary>
    public IPEndPoint Address => (IPEndPoint)Udp.LocalEndPoint!;

    /// <summary>Binds both.</summary>
    /// <exception cref="InvalidSettingException">The address is taken, or not this machine's.</exception>
    public static DnsSockets Bind(string listen)
    {
        var wanted = IPEndPoint.Parse(listen);
        for (var attempt = 1; ; attempt++)
        {
            var tcp = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            var udp = new Socket(wanted.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = UdpBacklog };
            var protocol = "TCP";
            try
            {
                // Connections of the router's last life may linger in TIME_WAIT; on Unix .NET lets the port be taken again.
                tcp.Bind(wanted);
                tcp.Listen(512);
                protocol = "UDP";
                udp.Bind(new IPEndPoint(wanted.Address, ((IPEndPoint)tcp.LocalEndPoint!).Port));
                return new DnsSockets(udp, tcp);
            }
            catch (SocketException refused)
            {
                tcp.Dispose();
                udp.Dispose();
                if (wanted.Port == 0 && protocol == "UDP" && refused.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < FreePortAttempts)
                    continue;
                var reason = refused.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse => "is in use by another process",
                    SocketError.AddressNotAvailable => "is not an address of this machine",
                    SocketError.AccessDenied => "needs rights that this process lacks (ports below 1024)",
                    _ => $"cannot be bound: {refused.Message}",
                };
                throw new InvalidSettingException($"Dns:Listen {wanted} ({protocol}) {reason}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Udp.Dispose();
        Tcp.Dispose();
    }
}
