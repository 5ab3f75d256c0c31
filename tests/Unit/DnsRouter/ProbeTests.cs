using System.Net;
using System.Net.Sockets;
using ActiveActive.DnsRouter.HealthChecks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>The four probes against servers that work, refuse, and accept without ever answering (as a paused host does).</summary>
public sealed class ProbeTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly Socket _mute = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _closed = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private WebApplication _web = null!;
    private string _url = "";
    private int _status = 200;

    public async ValueTask InitializeAsync()
    {
        _mute.Bind(new IPEndPoint(IPAddress.Parse("127.77.1.1"), 0));
        _mute.Listen();
        _closed.Bind(new IPEndPoint(IPAddress.Parse("127.77.1.1"), 0)); // bound but not listening: refuses, and nobody else takes the port
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Parse("127.77.1.1"), 0));
        _web = builder.Build();
        _web.MapGet("/health", () => Results.StatusCode(_status));
        _web.MapPost("/", (HttpRequest request) => request.Headers["X-Amz-Target"] == "AmazonSQS.GetQueueAttributes" && _status == 200
            ? Results.Text("{\"Attributes\":{\"ApproximateNumberOfMessages\":\"4\"}}", "application/x-amz-json-1.0")
            : Results.Text("{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"no such queue\"}", "application/x-amz-json-1.0", statusCode: 400));
        await _web.StartAsync();
        _url = _web.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        _mute.Dispose();
        _closed.Dispose();
        await _web.DisposeAsync();
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(302, true)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public async Task Http_passes_on_2xx_and_3xx(int status, bool passes)
    {
        _status = status;
        Assert.Equal(new ProbeResult(passes, $"HTTP {status}"), await Run(new HttpProbe(new Uri(_url + "/health"), Long, Long, TimeProvider.System)));
    }

    [Fact]
    public async Task Http_tells_a_refused_connection_from_an_answer_that_does_not_come()
    {
        Assert.Equal("Connection refused", (await Run(new HttpProbe(Url(_closed), Long, Long, TimeProvider.System))).Reason);
        var mute = await Run(new HttpProbe(Url(_mute), Long, Short, TimeProvider.System));
        Assert.Equal(new ProbeResult(false, "connected, but no answer within 0.3 s"), mute);
    }

    [Fact]
    public async Task Tcp_passes_when_the_connection_stands()
    {
        Assert.True((await Run(new TcpProbe((IPEndPoint)_mute.LocalEndPoint!))).Passed);
        Assert.Equal(new ProbeResult(false, "Connection refused"), await Run(new TcpProbe((IPEndPoint)_closed.LocalEndPoint!)));
    }

    [Fact]
    public async Task Sqs_passes_when_the_queue_answers_and_gives_its_error_when_not()
    {
        Assert.Equal(new ProbeResult(true, "the queue answered, 4 visible"), await Run(Queue(new Uri(_url))));
        _status = 400;
        var refused = await Run(Queue(new Uri(_url)));
        Assert.False(refused.Passed);
        Assert.Contains("no such queue", refused.Reason);
        Assert.Equal("Connection refused", (await Run(Queue(Url(_closed)))).Reason);
        Assert.Equal(new ProbeResult(false, "no answer within 0.3 s"), await Run(Queue(Url(_mute)), Short));
    }

    [Fact]
    public async Task Postgres_fails_in_time_when_it_is_refused_or_never_answered()
    {
        Assert.Equal(new ProbeResult(false, "Connection refused"), await Run(Database(_closed)));
        Assert.Equal(new ProbeResult(false, "no answer within 0.3 s"), await Run(Database(_mute), Short));
    }

    private static async Task<ProbeResult> Run(IProbe probe, TimeSpan? limit = null)
    {
        using var check = new HealthCheck(probe, limit ?? Long, TimeProvider.System);
        return await check.RunAsync(default).WaitAsync(Long);
    }

    private static SqsProbe Queue(Uri server) => new(new Uri(server, "/000000000000/inbound"), "us-east-1", Long);

    private static PostgresProbe Database(Socket server) =>
        new($"Host=127.77.1.1;Port={((IPEndPoint)server.LocalEndPoint!).Port};Username=lab;Database=inbound", Long);

    private static Uri Url(Socket socket) => new($"http://{socket.LocalEndPoint}");
}
