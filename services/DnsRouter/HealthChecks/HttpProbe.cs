using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>
/// Route 53's HTTP check: a connection of its own within one time, a status of 2xx or 3xx within another. A redirect is an
/// answer and not followed.
/// </summary>
public sealed class HttpProbe : IProbe
{
    private static readonly HttpRequestOptionsKey<Phase> PhaseKey = new("phase");
    private readonly Uri _url;
    private readonly TimeSpan _connectWithin;
    private readonly TimeSpan _answerWithin;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    /// <summary>A check of <paramref name="url"/>.</summary>
    public HttpProbe(Uri url, TimeSpan connectWithin, TimeSpan answerWithin, TimeProvider time)
    {
        (_url, _connectWithin, _answerWithin, _time) = (url, connectWithin, answerWithin, time);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <inheritdoc/>
    public async Task<ProbeResult> AskAsync(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(_connectWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        var phase = new Phase(deadline);
        request.Options.Set(PhaseKey, phase);
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            return new ProbeResult(status is >= 200 and < 400, $"HTTP {status}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeResult(false, phase.Connected
                ? $"connected, but no answer within {Seconds(_answerWithin)}"
                : $"no connection within {Seconds(_connectWithin)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(context.DnsEndPoint.Host, context.DnsEndPoint.Port), cancellation);
            if (context.InitialRequestMessage.Options.TryGetValue(PhaseKey, out var phase))
                phase.Connect(_answerWithin);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");

    /// <summary>The deadline to connect becomes the deadline to answer at the moment of connection.</summary>
    private sealed class Phase(CancellationTokenSource deadline)
    {
        public bool Connected { get; private set; }

        public void Connect(TimeSpan answerWithin)
        {
            Connected = true;
            deadline.CancelAfter(answerWithin);
        }
    }
}
