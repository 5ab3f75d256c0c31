using System.Buffers.Binary;
using System.Net.Sockets;
using ActiveActive.DnsRouter.Answering;

namespace ActiveActive.DnsRouter.Serving;

/// <summary>
/// Answers queries with their two-byte length before them, as many on a connection as it brings, in order (RFC 7766). The number
/// of connections is bounded, and one that is idle, slow or does not read its answers is closed.
/// </summary>
public sealed partial class TcpServer(DnsSockets sockets, Responder responder, DnsOptions options, TimeProvider time, ILogger<TcpServer> log)
{
    /// <summary>Runs until cancelled; then all connections are closed.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var places = new SemaphoreSlim(options.TcpConnections);
        var trouble = new SocketTrouble(time);
        try
        {
            while (true)
            {
                await places.WaitAsync(cancellation);
                Socket? client = null;
                try
                {
                    client = await sockets.Tcp.AcceptAsync(cancellation);
                    trouble.Over();
                }
                catch (SocketException failure)
                {
                    AcceptFailed(log, failure.SocketErrorCode);
                    await trouble.PauseAsync(cancellation);
                }
                finally
                {
                    if (client is null)
                        places.Release();
                }

                if (client is not null)
                    _ = ServeAsync(client, places, cancellation);
            }
        }
        finally
        {
            // Cancelled connections end at once; each gives its place back.
            for (var i = 0; i < options.TcpConnections; i++)
                await places.WaitAsync(CancellationToken.None);
        }
    }

    private async Task ServeAsync(Socket client, SemaphoreSlim places, CancellationToken cancellation)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await using var stream = new NetworkStream(client);
                while (await ServeOneAsync(stream, cancellation))
                {
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, or was too slow: its own affair.
        }
        catch (Exception failure)
        {
            ConnectionFailed(log, failure);
        }
        finally
        {
            places.Release();
        }
    }

    /// <returns>False when the connection is done with.</returns>
    private async Task<bool> ServeOneAsync(NetworkStream stream, CancellationToken cancellation)
    {
        using var idle = new CancellationTokenSource(TimeSpan.FromSeconds(options.TcpIdleSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellation);
        var prefix = new byte[2];
        if (await stream.ReadAtLeastAsync(prefix, 2, throwOnEndOfStream: false, either.Token) < 2)
            return false;
        var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(query, either.Token);
        if (responder.Respond(query, udp: false) is not { } answer)
            return false;

        // One write: a length that travels alone would wait for its acknowledgement.
        var framed = new byte[2 + answer.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)answer.Length);
        answer.CopyTo(framed, 2);
        await stream.WriteAsync(framed, either.Token);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The TCP socket reported {Error}; the loop went on")]
    private static partial void AcceptFailed(ILogger log, SocketError error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A TCP connection failed")]
    private static partial void ConnectionFailed(ILogger log, Exception failure);
}
