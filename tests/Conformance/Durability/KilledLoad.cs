using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// Writers, receivers and a table's keys over many lives of one emulator, and what each was told. A call whose answer did not
/// come is unknown: it may have happened or not, and both are right afterwards.
/// </summary>
internal sealed class KilledLoad(string address) : IDisposable
{
    private const int Keys = 4;
    private const string Url = "http://localhost/000000000000/killed";
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ConcurrentDictionary<string, bool> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _deletes = new(StringComparer.Ordinal);
    private readonly long[] _acknowledged = new long[Keys];
    private readonly long[] _attempted = new long[Keys];
    private long _last;
    private long _acknowledgements;

    /// <summary>Calls that were acknowledged so far.</summary>
    public long Acknowledgements => Interlocked.Read(ref _acknowledgements);

    /// <summary>Makes the queue and the table.</summary>
    public async Task Prepare()
    {
        await Call("AmazonSQS.CreateQueue", """{"QueueName":"killed"}""");
        await Call("DynamoDB_20120810.CreateTable", """{"TableName":"killed","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"}],"KeySchema":[{"AttributeName":"k","KeyType":"HASH"}]}""");
    }

    /// <summary>Works until the emulator does not answer any more.</summary>
    public Task Run() => Task.WhenAll([
        .. Enumerable.Range(0, 3).Select(_ => UntilKilled(Send)),
        .. Enumerable.Range(0, 2).Select(_ => UntilKilled(ReceiveAndDelete)),
        .. Enumerable.Range(0, Keys).Select(key => UntilKilled(() => Write(key)))]);

    /// <summary>The table holds what was acknowledged, or what was asked for after it.</summary>
    public async Task CheckTable()
    {
        for (var key = 0; key < Keys; key++)
        {
            var found = await Read(key);
            // A version that was a delete leaves no item; then one of the versions that may be there is a delete.
            var right = found is { } version
                ? version >= _acknowledged[key] && version <= _attempted[key]
                : _attempted[key] == 0 || Enumerable.Range(0, (int)(_attempted[key] - _acknowledged[key]) + 1).Any(i => IsDelete(_acknowledged[key] + i));
            Assert.True(right, $"key {key} is at {found?.ToString(CultureInfo.InvariantCulture) ?? "none"}; acknowledged was {_acknowledged[key]}, asked for {_attempted[key]}");
            // Seen is durable.
            _acknowledged[key] = found ?? _acknowledged[key];
        }
    }

    /// <summary>The queue holds every message that was acknowledged and not asked to be deleted, and none whose delete was acknowledged.</summary>
    public async Task CheckQueue()
    {
        HashSet<string> there = new(StringComparer.Ordinal);
        while (true)
        {
            var messages = await Receive(43200);
            if (messages.Count == 0)
                break;
            foreach (var (body, _) in messages)
                there.Add(body);
        }

        Assert.Empty(_sent.Where(s => s.Value && !_deletes.ContainsKey(s.Key) && !there.Contains(s.Key)).Select(s => $"lost: {s.Key}"));
        Assert.Empty(_deletes.Where(d => d.Value && there.Contains(d.Key)).Select(d => $"back: {d.Key}"));
    }

    public void Dispose() => _http.Dispose();

    private static bool IsDelete(long version) => version % 5 == 0;

    private static async Task UntilKilled(Func<Task> work)
    {
        while (true)
        {
            try
            {
                await work();
            }
            catch (Exception killed) when (killed is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    private async Task Send()
    {
        var body = $"m{Interlocked.Increment(ref _last)}";
        _sent[body] = false;
        await Call("AmazonSQS.SendMessage", $$"""{"QueueUrl":"{{Url}}","MessageBody":"{{body}}"}""");
        _sent[body] = true;
    }

    private async Task ReceiveAndDelete()
    {
        foreach (var (body, handle) in await Receive(30))
        {
            _deletes.TryAdd(body, false);
            await Call("AmazonSQS.DeleteMessage", JsonSerializer.Serialize(new { QueueUrl = Url, ReceiptHandle = handle }));
            _deletes[body] = true;
        }
    }

    private async Task<List<(string Body, string Handle)>> Receive(int seconds)
    {
        var answer = await Call("AmazonSQS.ReceiveMessage", $$"""{"QueueUrl":"{{Url}}","MaxNumberOfMessages":10,"VisibilityTimeout":{{seconds}}}""");
        return answer.TryGetProperty("Messages", out var messages)
            ? [.. messages.EnumerateArray().Select(m => (m.GetProperty("Body").GetString()!, m.GetProperty("ReceiptHandle").GetString()!))]
            : [];
    }

    private async Task Write(int key)
    {
        var version = ++_attempted[key];
        if (IsDelete(version))
            await Call("DynamoDB_20120810.DeleteItem", $$$$"""{"TableName":"killed","Key":{"k":{"S":"{{{{key}}}}"}}}""");
        else
            await Call("DynamoDB_20120810.PutItem", $$$$"""{"TableName":"killed","Item":{"k":{"S":"{{{{key}}}}"},"v":{"N":"{{{{version}}}}"}}}""");
        _acknowledged[key] = version;
    }

    private async Task<long?> Read(int key)
    {
        var answer = await Call("DynamoDB_20120810.GetItem", $$$$"""{"TableName":"killed","Key":{"k":{"S":"{{{{key}}}}"}}}""");
        return answer.TryGetProperty("Item", out var item)
            ? long.Parse(item.GetProperty("v").GetProperty("N").GetString()!, CultureInfo.InvariantCulture)
            : null;
    }

    private async Task<JsonElement> Call(string target, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address));
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        request.Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0");
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{target} {json}: {(int)response.StatusCode} {body}");
        Interlocked.Increment(ref _acknowledgements);
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }
}
