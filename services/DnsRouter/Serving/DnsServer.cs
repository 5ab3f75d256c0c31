using System.Net;
using ActiveActive.DnsRouter.Routing;

namespace ActiveActive.DnsRouter.Serving;

/// <summary>Runs both servers. Should one of them end, the process ends: /health must not say 200 where DNS is not served.</summary>
public sealed partial class DnsServer(
    UdpServer udp,
    TcpServer tcp,
    DnsSockets sockets,
    DnsOptions options,
    RecordSetTable table,
    IHostApplicationLifetime lifetime,
    ILogger<DnsServer> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Said when the whole process has started, its HTTP API included.
        await using var started = lifetime.ApplicationStarted.Register(() => Served(log, sockets.Address, table.All.Count, options.Seed));
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] servers = [udp.RunAsync(both.Token), tcp.RunAsync(both.Token)];
        var first = await Task.WhenAny(servers);
        await both.CancelAsync();
        try
        {
            await first;
            await Task.WhenAll(servers);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "DNS served on {Address}, {Sets} record sets, seed {Seed}")]
    private static partial void Served(ILogger log, IPEndPoint address, int sets, ulong seed);
}
