using System.Net;
using System.Net.Sockets;
using ActiveActive.DnsRouter.Answering;

namespace ActiveActive.DnsRouter.Serving;

/// <summary>Answers datagrams one after another. An answer is a few microseconds of pure computation, so one loop is enough.</summary>
public sealed partial class UdpServer(DnsSockets sockets, Responder responder, TimeProvider time, ILogger<UdpServer> log)
{
    /// <summary>Runs until cancelled; no packet and no socket error ends it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var socket = sockets.Udp;
        var packet = new byte[65_535];
        var from = new SocketAddress(socket.AddressFamily);
        var trouble = new SocketTrouble(time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                from.Size = from.Buffer.Length;
                var length = await socket.ReceiveFromAsync(packet, SocketFlags.None, from, cancellation);
                if (responder.Respond(packet.AsSpan(0, length), udp: true) is { } answer)
                    await socket.SendToAsync(answer, SocketFlags.None, from, cancellation);
                trouble.Over();
            }
            catch (SocketException failure)
            {
                SocketFailed(log, failure.SocketErrorCode);
                await trouble.PauseAsync(cancellation);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The UDP socket reported {Error}; the loop went on")]
    private static partial void SocketFailed(ILogger log, SocketError error);
}
