using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveActive.ConformanceTests.Given;

/// <summary>
/// Stands between one test and the given endpoint, so that the test need not know that it is not alone there: names get a prefix of
/// the test's own, a table that is created or changed is waited for, and what the test has made is deleted when it ends. What the
/// endpoint answers is passed on as it is, its checksum verified and made again for the changed text.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private static readonly long Run = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() % 100_000_000;
    private static int _number;
    private readonly WebApplication _app;
    private RelayNames _names = null!;

    private Relay(WebApplication app) => _app = app;

    /// <summary>What the test takes for its emulator's address.</summary>
    public string Address { get; private set; } = "";

    public static async Task<Relay> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var relay = new Relay(builder.Build());
        relay._app.Run(relay.Pass);
        await relay._app.StartAsync();
        relay.Address = relay._app.Urls.Single();
        relay._names = new RelayNames($"aac{Run}x{Interlocked.Increment(ref _number)}_", new Uri(relay.Address));
        return relay;
    }

    private async Task Pass(HttpContext context)
    {
        var request = context.Request;
        using var read = new MemoryStream();
        await request.Body.CopyToAsync(read, context.RequestAborted);
        var target = request.Headers["X-Amz-Target"].ToString();
        var operation = target[(target.LastIndexOf('.') + 1)..];
        // Bytes that are no text, which a test may send on purpose, go as they are.
        var body = TryText(read.ToArray()) is { } text
            ? Encoding.UTF8.GetBytes(target.Length > 0 ? _names.Out(operation, text) : _names.FormOut(text))
            : read.ToArray();
        var query = request.QueryString.HasValue ? "?" + _names.FormOut(request.QueryString.Value![1..]) : "";
        using var response = await RelayCalls.Send(new HttpMethod(request.Method), _names.PathOut(request.Path) + query, target, request.ContentType, body);
        var answer = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (response.IsSuccessStatusCode && operation is "CreateTable" or "UpdateTable" or "DeleteTable")
            await Settled(answer);
        await Answer(context.Response, response, answer);
    }

    private async Task Answer(HttpResponse to, HttpResponseMessage from, byte[] answer)
    {
        var home = Encoding.UTF8.GetBytes(_names.Home(Encoding.UTF8.GetString(answer)));
        to.StatusCode = (int)from.StatusCode;
        to.ContentType = from.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in from.Headers.Where(h => h.Key.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase)))
            to.Headers[name] = values.ToArray();
        if (from.Headers.TryGetValues("x-amz-crc32", out var sums))
        {
            // A wrong one stays wrong, so that the SDK refuses it.
            var right = sums.Single() == Sum(answer);
            to.Headers["x-amz-crc32"] = right ? Sum(home) : sums.Single();
        }

        await to.Body.WriteAsync(home);
    }

    // AWS answers while it is still at it; tests go on at once, as an emulator lets them.
    private static async Task Settled(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        var name = json.RootElement.GetProperty("TableDescription").GetProperty("TableName").GetString()!;
        await Until.True($"{name} is as it was asked to be", async () =>
        {
            var (status, body) = await RelayCalls.Dynamo("DescribeTable", $$"""{"TableName":"{{name}}"}""");
            return status == 400 || (!body.Contains("ING\"", StringComparison.Ordinal) && body.Contains("\"ACTIVE\"", StringComparison.Ordinal));
        }, seconds: 300);
    }

    private async Task CleanUp()
    {
        foreach (var table in _names.Tables)
        {
            var json = $$"""{"TableName":"{{table}}"}""";
            var (status, body) = await RelayCalls.Dynamo("DeleteTable", json);
            if (status != 200 && body.Contains("protect", StringComparison.OrdinalIgnoreCase))
            {
                await RelayCalls.Dynamo("UpdateTable", $$"""{"TableName":"{{table}}","DeletionProtectionEnabled":false}""");
                await Until.True($"{table} can be deleted", async () => (await RelayCalls.Dynamo("DeleteTable", json)).Status == 200, seconds: 300);
            }
        }

        foreach (var queue in _names.Queues)
        {
            using var _ = await RelayCalls.Send(HttpMethod.Post, "/", "AmazonSQS.DeleteQueue", null, Encoding.UTF8.GetBytes($$"""{"QueueUrl":"{{queue}}"}"""));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CleanUp();
        await _app.DisposeAsync();
    }

    private static string Sum(byte[] bytes) => Crc32.HashToUInt32(bytes).ToString(CultureInfo.InvariantCulture);

    private static string? TryText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
