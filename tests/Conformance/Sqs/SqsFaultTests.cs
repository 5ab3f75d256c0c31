using System.Net;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>Faults on one queue as its clients see them, beside a queue that has none.</summary>
[Trait("Needs", "our emulator")]
public sealed class SqsFaultTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.5.3"));
    private AmazonSQSClient _client = null!;
    private string _q = null!;
    private string _other = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        _client = _server.Queues();
        _q = (await _client.CreateQueueAsync("q")).QueueUrl;
        _other = (await _client.CreateQueueAsync("other")).QueueUrl;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<string> Inject(string kind, double seconds = 60, int delayMilliseconds = 0) => JsonDocument.Parse(await _server.Send(
        HttpMethod.Post, "/_lab/faults", JsonSerializer.Serialize(new { resource = "queue/q", kind, seconds, delayMilliseconds }))).RootElement.GetProperty("id").GetString()!;

    private Task Heal(string id) => _server.Send(HttpMethod.Delete, $"/_lab/faults/{id}");

    private async Task<JsonElement> Report() => JsonDocument.Parse(await _server.Get("/_lab/faults")).RootElement.EnumerateArray().Single();

    private async Task<List<string>> Receive(string url, int wait = 0) =>
        [.. ((await _client.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, WaitTimeSeconds = wait })).Messages ?? []).Select(m => m.Body)];

    private List<string> Served(string queue) =>
        [.. _server.Events("served").Where(e => e.GetProperty("queue").GetString() == queue).Select(e => e.GetProperty("operation").GetString()!)];

    [Fact]
    public async Task A_queue_that_hangs_answers_nobody_does_nothing_and_leaves_other_queues_alone()
    {
        var id = await Inject("hang");
        using var impatience = new CancellationTokenSource();
        var givenUp = Assert.ThrowsAnyAsync<Exception>(() => _client.SendMessageAsync(_q, "given up", impatience.Token));
        await Until.True("the first is held", async () => (await Report()).GetProperty("held").GetInt32() == 1);
        await impatience.CancelAsync();
        await givenUp;
        var sending = Assert.ThrowsAnyAsync<AmazonSQSException>(() => _client.SendMessageAsync(_q, "waited"));
        var receiving = Assert.ThrowsAnyAsync<AmazonSQSException>(() => Receive(_q, wait: 20));
        await Until.True("all three are held", async () => (await Report()).GetProperty("held").GetInt32() == 3);
        await _client.SendMessageAsync(_other, "untouched");
        Assert.Equal(["untouched"], await Receive(_other));
        Assert.False(sending.IsCompleted || receiving.IsCompleted);
        Assert.Empty(Served("q"));
        await Heal(id);
        foreach (var ended in new[] { await sending, await receiving })
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (ended.StatusCode, ended.ErrorCode));
        Assert.Equal(3, _server.Events("faulted").Count);
        Assert.Empty(await Receive(_q));
        Assert.Empty(Served("q"));
        await _client.SendMessageAsync(_q, "after");
        Assert.Equal(["after"], await Receive(_q));
        Assert.Equal(["SendMessage", "ReceiveMessage"], Served("q"));
    }

    [Fact]
    public async Task A_queue_that_hangs_comes_back_by_itself_and_calls_that_hang_end_with_it()
    {
        await Inject("hang", seconds: 1);
        var ended = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _client.SendMessageAsync(_q, "waited"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ended.StatusCode);
        var report = await Report();
        Assert.Equal(report.GetProperty("until").GetDateTimeOffset(), report.GetProperty("ended").GetDateTimeOffset(), TimeSpan.FromSeconds(2));
        await _client.SendMessageAsync(_q, "after");
        Assert.Equal(["after"], await Receive(_q));
    }

    [Fact]
    public async Task A_queue_that_is_slow_serves_late_and_every_call()
    {
        await _client.SendMessageAsync(_other, "warm");
        var id = await Inject("slow", delayMilliseconds: 2000);
        var start = TimeProvider.System.GetTimestamp();
        await _client.SendMessageAsync(_q, "late");
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 1990, 20_000);
        using var impatience = new CancellationTokenSource();
        var givenUp = Assert.ThrowsAnyAsync<Exception>(() => _client.SendMessageAsync(_q, "given up", impatience.Token));
        await Until.True("both were delayed", async () => (await Report()).GetProperty("delayed").GetInt32() == 2);
        await impatience.CancelAsync();
        await givenUp;
        Assert.Equal(["warm"], await Receive(_other));
        // Who goes away while the call waits has not been served: this one waits as long and begins later.
        Assert.Equal(["late"], await Receive(_q));
        await Heal(id);
        Assert.Empty(_server.Events("faulted"));
    }

    [Fact]
    public async Task A_slow_call_need_not_wait_for_its_whole_delay_when_the_fault_ends()
    {
        var id = await Inject("slow", delayMilliseconds: 600_000);
        var sending = _client.SendMessageAsync(_q, "late");
        await Until.True("it is delayed", async () => (await Report()).GetProperty("delayed").GetInt32() == 1);
        Assert.False(sending.IsCompleted);
        await Heal(id);
        await sending;
        Assert.Equal(["late"], await Receive(_q));
    }

    [Fact]
    public async Task A_queue_that_refuses_keeps_what_it_has_and_other_queues_serve()
    {
        await _client.SendMessageAsync(_q, "kept");
        var id = await Inject("refuse");
        var refused = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Receive(_q));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (refused.StatusCode, refused.ErrorCode));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _client.GetQueueAttributesAsync(_q, ["All"]));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _client.GetQueueUrlAsync("q"));
        await _client.SendMessageAsync(_other, "untouched");
        Assert.Equal(["untouched"], await Receive(_other));
        Assert.Equal(["SendMessage"], Served("q"));
        Assert.Equal(3, (await Report()).GetProperty("refused").GetInt32());
        await Heal(id);
        Assert.Equal(["kept"], await Receive(_q));
    }

    [Fact]
    public async Task Status_tells_what_is_in_each_queue_and_table_though_a_fault_holds_them()
    {
        await _client.SendMessageBatchAsync(_q, [new("a", "1"), new("b", "2"), new("c", "3"), new("d", "4") { DelaySeconds = 900 }]);
        await _client.ReceiveMessageAsync(new ReceiveMessageRequest(_q) { MaxNumberOfMessages = 1 });
        await _server.Call("ReceiveMessage", $$"""{"QueueUrl":"{{_other}}"}""");
        var tables = _server.Client();
        await tables.CreateTableAsync(new Amazon.DynamoDBv2.Model.CreateTableRequest(
            "core", [new("id", Amazon.DynamoDBv2.KeyType.HASH)], [new("id", Amazon.DynamoDBv2.ScalarAttributeType.S)], null) { BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST });
        await tables.PutItemAsync("core", new() { ["id"] = new() { S = "1" } });
        await Inject("refuse");
        var status = JsonDocument.Parse(await _server.Get("/_lab/status")).RootElement;
        Assert.Equal(
            ["other 0 0 0", "q 2 1 1"],
            status.GetProperty("queues").EnumerateArray().Select(q => $"{q.GetProperty("name")} {q.GetProperty("visible")} {q.GetProperty("inFlight")} {q.GetProperty("delayed")}"));
        var table = Assert.Single(status.GetProperty("tables").EnumerateArray());
        Assert.Equal(("core", 1, 0), (table.GetProperty("name").GetString(), table.GetProperty("items").GetInt32(), table.GetProperty("replication").GetArrayLength()));
        Assert.Equal("us-east-1", status.GetProperty("region").GetString());
    }
}
