using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using ActiveActive.ConformanceTests.Given;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>
/// One emulator as a process of its own, with a data directory that outlives its kills and goes with the test; or, where an endpoint
/// is given, that one, and then a test that kills, faults or looks inside is skipped at that point. AA_TESTED_EMULATOR names another
/// executable of it, such as one compiled ahead of time.
/// </summary>
internal sealed class DynamoDbServer : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(1) });
    private readonly string _data = Directory.CreateTempSubdirectory("aa-dynamodb-").FullName;
    private readonly Dictionary<string, string> _settings;
    private readonly List<AmazonDynamoDBClient> _clients = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _output = new();
    private Process? _process;
    private Relay? _relay;

    private readonly string? _wrapper;

    /// <param name="region">The region that it plays.</param>
    /// <param name="listen">Address and port.</param>
    /// <param name="peer">Another region's emulator, if there is one.</param>
    /// <param name="wrapper">Shell text that runs first and ends in an exec of "$@", the emulator; DATA is its data directory.</param>
    public DynamoDbServer(string region, string listen, string? peer = null, string? wrapper = null)
    {
        if ((peer ?? wrapper) is not null)
            GivenEndpoint.NeedsOurs("a second region, or a process of its own");
        _wrapper = wrapper;
        Region = region;
        Listen = listen;
        _settings = new()
        {
            ["AA_LAB__COMPONENT"] = $"test/{region}",
            ["AA_LAB__LISTEN"] = listen,
            ["AA_LAB__HISTORY"] = HistoryFile,
            ["AA_EMULATOR__REGION"] = region,
            ["AA_EMULATOR__DATA"] = Path.Combine(_data, "data"),
        };
        if (peer is not null)
            _settings["AA_EMULATOR__PEERS__0"] = peer;
    }

    public string Region { get; }

    public string Listen { get; }

    public string Address => _relay?.Address ?? $"http://{Listen}";

    public string Data => Ours("its data", _settings["AA_EMULATOR__DATA"]);

    /// <summary>Whether it runs, and the last lines that it said: for a test that fails.</summary>
    public string Told => $"{Region} {(_process is { HasExited: false } ? "runs" : "has ended")}:\n{string.Join('\n', _output.TakeLast(20))}";

    public int ProcessId => Ours("its process", _process)!.Id;

    public string History => Ours("its history", HistoryFile);

    private string HistoryFile => Path.Combine(_data, "history.jsonl");

    /// <summary>An address nobody listens on now.</summary>
    public static string FreeAddress(string ip)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Parse(ip), 0));
        return probe.LocalEndPoint!.ToString()!;
    }

    /// <summary>Sets one more of its environment variables, for its next start.</summary>
    public DynamoDbServer With(string name, string value)
    {
        GivenEndpoint.NeedsOurs("its settings");
        _settings[name] = value;
        return this;
    }

    /// <summary>Starts it and waits until it serves. A process that has ended is told at once, whatever the seconds.</summary>
    public async Task<DynamoDbServer> Start(int seconds = 30)
    {
        if (GivenEndpoint.IsGiven)
        {
            _relay ??= await Relay.Start();
            return this;
        }

        var process = await Launch();
        await Until.True($"emulator {Region} is healthy", async () =>
        {
            Assert.False(process.HasExited, $"the emulator of {Region} has ended:\n{string.Join('\n', _output)}");
            using var response = await Http.GetAsync(new Uri($"{Address}/health"));
            return response.IsSuccessStatusCode;
        }, seconds);
        return this;
    }

    /// <summary>Starts the process, which need not serve yet: for a test that kills it while it starts.</summary>
    public async Task<Process> Launch()
    {
        var executable = Environment.GetEnvironmentVariable("AA_TESTED_EMULATOR") is { Length: > 0 } other ? other : Path.Combine(AppContext.BaseDirectory, "ActiveActive.AwsEmulator");
        // The parent-death signal: no emulator outlives a test run, however that ends.
        string[] command = _wrapper is null ? [executable] : ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", _wrapper, "sh", executable];
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DATA"] = _settings["AA_EMULATOR__DATA"];
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        _process = await Starter.Start(start);
        var output = _output;
        _process.OutputDataReceived += (_, e) => output.Enqueue(e.Data ?? "");
        _process.ErrorDataReceived += (_, e) => output.Enqueue(e.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return _process;
    }

    public async Task Kill()
    {
        Signal(SigKill);
        await _process!.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and says its exit code.</summary>
    public async Task<int> Stop()
    {
        Signal(SigTerm);
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>While it is not running: its data directory is gone.</summary>
    public void LoseData() => Directory.Delete(Data, recursive: true);

    public void Pause() => Signal(SigStop);

    public void Resume() => Signal(SigCont);

    /// <summary>A client that goes with the server.</summary>
    public AmazonDynamoDBClient Client(int timeoutSeconds = 10)
    {
        var client = OneClient(timeoutSeconds);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client that its user disposes of.</summary>
    public AmazonDynamoDBClient OneClient(int timeoutSeconds = 10) => new(new BasicAWSCredentials("test", "test"), new AmazonDynamoDBConfig
    {
        ServiceURL = Address, AuthenticationRegion = Region, MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(timeoutSeconds), DisableLogging = true,
    });

    public AmazonSQSClient Queues(double timeoutSeconds = 30) => new(new BasicAWSCredentials("test", "test"), new AmazonSQSConfig
    {
        ServiceURL = Address, AuthenticationRegion = Region, MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(timeoutSeconds), DisableLogging = true,
    });

    /// <summary>Calls an action of SQS without an SDK in between.</summary>
    public async Task<HttpResponseMessage> Call(string action, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address));
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AmazonSQS.{action}");
        request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/x-amz-json-1.0");
        return await Http.SendAsync(request);
    }

    /// <summary>Calls an operation of DynamoDB without an SDK in between, or with the target's prefix one of its Streams.</summary>
    public async Task<(int Status, JsonElement Body)> CallDynamo(string operation, string json, string service = "DynamoDB_20120810")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address));
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{service}.{operation}");
        request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/x-amz-json-1.0");
        using var response = await Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonDocument.Parse(body.Length == 0 ? "{}" : body).RootElement);
    }

    /// <summary>An answer of DynamoDB Streams, which must be 200.</summary>
    public async Task<JsonElement> Streams(string operation, string json)
    {
        var (status, body) = await CallDynamo(operation, json, "DynamoDBStreams_20120810");
        Assert.True(status == 200, $"{operation} {json}: {body}");
        return body;
    }

    /// <summary>The events of one name in its history.</summary>
    public List<JsonElement> Events(string name) =>
        [.. File.ReadAllLines(History).Select(l => JsonDocument.Parse(l).RootElement).Where(e => e.GetProperty("event").GetString() == name)];

    /// <summary>Gets what stands beside AWS's services, or with a query one of SQS's actions.</summary>
    public async Task<string> Get(string path)
    {
        if (!path.StartsWith("/?", StringComparison.Ordinal))
            GivenEndpoint.NeedsOurs(path);
        return await Http.GetStringAsync(new Uri(Address + path));
    }

    public async Task<string> Send(HttpMethod method, string path, string? json = null)
    {
        GivenEndpoint.NeedsOurs(path);
        using var request = new HttpRequestMessage(method, new Uri(Address + path));
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        if (_relay is not null)
            await _relay.DisposeAsync();
        if (_process is { HasExited: false })
            await Kill();
        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private void Signal(int signal)
    {
        GivenEndpoint.NeedsOurs("it is killed, stopped or paused");
        Assert.Equal(0, SendSignal(_process!.Id, signal));
    }

    private static T Ours<T>(string what, T value)
    {
        GivenEndpoint.NeedsOurs(what);
        return value;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}
