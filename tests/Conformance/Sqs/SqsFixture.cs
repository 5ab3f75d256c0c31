using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>An emulator and SQS's JSON protocol without an SDK in between.</summary>
public abstract class SqsFixture : IAsyncLifetime
{
    private protected DynamoDbServer Server { get; } = new("us-east-1", DynamoDbServer.FreeAddress("127.77.5.6"));

    public async ValueTask InitializeAsync() => await Server.Start();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
    }

    protected async Task<JsonElement> Done(string action, object request)
    {
        using var response = await Server.Call(action, JsonSerializer.Serialize(request));
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The error's code, as older SDKs know it, and its message.</summary>
    protected async Task<(string Code, string Message)> Fails(string action, object request)
    {
        using var response = await Server.Call(action, JsonSerializer.Serialize(request));
        var body = await response.Content.ReadAsStringAsync();
        Assert.False(response.IsSuccessStatusCode, body);
        return (response.Headers.GetValues("x-amzn-query-error").Single().Split(';')[0], JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!);
    }

    protected async Task<string> Create(string name, params (string Name, string Value)[] attributes) =>
        (await Done("CreateQueue", new { QueueName = name, Attributes = attributes.ToDictionary(a => a.Name, a => a.Value) })).GetProperty("QueueUrl").GetString()!;

    protected Task<string> CreateFifo(string name, params (string Name, string Value)[] attributes) => Create(name, [("FifoQueue", "true"), .. attributes]);

    protected async Task<List<JsonElement>> Receive(string url, int max = 10, int? visibility = null)
    {
        var answer = await Done("ReceiveMessage", new { QueueUrl = url, MaxNumberOfMessages = max, VisibilityTimeout = visibility, MessageSystemAttributeNames = new[] { "All" } });
        return answer.TryGetProperty("Messages", out var messages) ? [.. messages.EnumerateArray()] : [];
    }

    protected static string[] Bodies(IEnumerable<JsonElement> messages) => [.. messages.Select(m => m.GetProperty("Body").GetString()!)];

    protected static string Arn(string queue) => $"arn:aws:sqs:us-east-1:000000000000:{queue}";

    protected static string Redrive(string queue, int receives = 1) => $$"""{"deadLetterTargetArn":"{{Arn(queue)}}","maxReceiveCount":{{receives}}}""";
}
