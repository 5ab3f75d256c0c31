using System.Text.Json;
using ActiveActive.Contracts;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>SQS as the AWS SDK sees it, checksums verified, against an emulator process.</summary>
public sealed class SqsTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.5.1"));
    private AmazonSQSClient _client = null!;
    private string _url = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        _client = new AmazonSQSClient(new BasicAWSCredentials("test", "test"), new AmazonSQSConfig
        {
            ServiceURL = _server.Address, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(30),
        });
        _url = (await _client.CreateQueueAsync("q")).QueueUrl;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<List<Message>> Receive(int wait = 0, int visibility = 30) => (await _client.ReceiveMessageAsync(new ReceiveMessageRequest(_url)
    {
        MaxNumberOfMessages = 10, WaitTimeSeconds = wait, VisibilityTimeout = visibility, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"],
    })).Messages ?? [];

    private Task Inject(string kind) =>
        _server.Send(HttpMethod.Post, "/_lab/faults", JsonSerializer.Serialize(new { resource = "queue/q", kind, seconds = 60, delayMilliseconds = 0 }));

    private List<JsonElement> Events(string name) =>
        [.. File.ReadAllLines(_server.History).Select(l => JsonDocument.Parse(l).RootElement).Where(e => e.GetProperty("event").GetString() == name)];

    [Fact]
    public async Task A_message_comes_as_it_was_sent_with_its_attributes_and_checksums()
    {
        Assert.Equal($"{_server.Address}/000000000000/q", _url);
        const string body = "Grüße \U0001F600 \"quoted\" \\ \n\t";
        var sent = await _client.SendMessageAsync(new SendMessageRequest(_url, body)
        {
            MessageAttributes = new()
            {
                ["id"] = new() { DataType = "String", StringValue = "r-1" },
                ["batch"] = new() { DataType = "Number.int", StringValue = "3" },
                ["raw"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([0, 255]) },
                ["Name"] = new() { DataType = "String.label", StringValue = "Grüße \U0001F600" },
            },
        });
        // The SDK verifies it too, but only as well as it was written: this one a second implementation derived.
        Assert.Equal("f95c902bec1cc9bcee5ff95554add2a2", sent.MD5OfMessageAttributes);
        var message = Assert.Single(await Receive());
        Assert.Equal((body, sent.MessageId), (message.Body, message.MessageId));
        Assert.Equal(sent.MD5OfMessageAttributes, message.MD5OfMessageAttributes);
        Assert.Equal(("r-1", "3"), (message.MessageAttributes["id"].StringValue, message.MessageAttributes["batch"].StringValue));
        Assert.Equal([0, 255], message.MessageAttributes["raw"].BinaryValue.ToArray());
        Assert.Equal("1", message.Attributes["ApproximateReceiveCount"]);
        await _client.DeleteMessageAsync(_url, message.ReceiptHandle);
        var attributes = await _client.GetQueueAttributesAsync(_url, ["All"]);
        Assert.Equal((0, 0, "arn:aws:sqs:us-east-1:000000000000:q"),
            (attributes.ApproximateNumberOfMessages, attributes.ApproximateNumberOfMessagesNotVisible, attributes.QueueARN));
        Assert.Equal(["SendMessage 1", "ReceiveMessage 1", "DeleteMessage 1"],
            Events("served").Select(e => $"{e.GetProperty("operation").GetString()} {e.GetProperty("count").GetInt32()}"));
    }

    [Fact]
    public async Task A_long_poll_wakes_when_a_message_is_sent()
    {
        var poll = Receive(wait: 20);
        var began = TimeProvider.System.GetTimestamp();
        await _client.SendMessageAsync(_url, "wake");
        Assert.Equal("wake", Assert.Single(await poll).Body);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Errors_are_AWS_s_own_exceptions()
    {
        var missing = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => _client.GetQueueUrlAsync("nowhere"));
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", missing.ErrorCode);
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => _client.DeleteMessageAsync(_url, "no handle"));
        await Assert.ThrowsAsync<EmptyBatchRequestException>(() => _client.SendMessageBatchAsync(_url, []));
        await Assert.ThrowsAsync<BatchEntryIdsNotDistinctException>(() => _client.SendMessageBatchAsync(_url, [new("a", "1"), new("a", "2")]));
        var mixed = await _client.SendMessageBatchAsync(_url, [new("good", "1"), new("bad", "\u0001")]);
        Assert.Equal("good", Assert.Single(mixed.Successful).Id);
        Assert.Equal("InvalidMessageContents", Assert.Single(mixed.Failed).Code);
    }

    [Fact]
    public async Task A_poll_that_waits_when_a_fault_begins_gets_no_message_inside_it()
    {
        var poll = Receive(wait: 20);
        await _client.SendMessageAsync(_url, "first");
        await poll;
        var inside = Receive(wait: 1);
        await Inject("refuse");
        var refused = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => inside);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _client.SendMessageAsync(_url, "second"));
        await _server.Send(HttpMethod.Delete, "/_lab/faults");
        Assert.Empty(await Receive());
        Assert.Contains(Events("faulted"), e => e.GetProperty("queue").GetString() == "q" && e.GetProperty("operation").GetString() == "SendMessage");
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_comes_back_over_twenty_kills()
    {
        const ulong seed = 7;
        const int messages = 10_000;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var chance = new SeededChance(seed);
        // A kill comes somewhere within the work of one life, at a request that the seed draws.
        var (acknowledged, deleted, attempted, next, kills) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), 0, 0);
        // Sends without an answer may have arrived too, so it is not a count that ends this but an empty queue in the last life.
        while (true)
        {
            var requests = kills < 20 ? 30 + chance.Below(20) : int.MaxValue;
            var kill = Task.CompletedTask;
            for (var i = 0; ; i++)
            {
                try
                {
                    if (acknowledged.Count < messages)
                    {
                        var entries = Enumerable.Range(next, 10).Select(n => new SendMessageBatchRequestEntry($"e{n}", $"m{n}")).ToList();
                        next += 10;
                        var sending = _client.SendMessageBatchAsync(_url, entries);
                        if (i == requests)
                            kill = _server.Kill();
                        acknowledged.UnionWith((await sending).Successful.Select(s => "m" + s.Id[1..]));
                    }

                    var received = await Receive();
                    Assert.DoesNotContain(received, m => deleted.Contains(m.Body));
                    if (received.Count == 0)
                        break;
                    attempted.UnionWith(received.Select(m => m.Body));
                    var answer = await _client.DeleteMessageBatchAsync(_url, [.. received.Select((m, n) => new DeleteMessageBatchRequestEntry($"{n}", m.ReceiptHandle))]);
                    deleted.UnionWith(answer.Successful.Select(s => received[int.Parse(s.Id)].Body));
                }
                catch (Exception unknown) when (i >= requests && unknown is AmazonClientException or HttpRequestException or AmazonServiceException)
                {
                    // A delete without an answer may have happened: its message may be gone or come again.
                    break;
                }
            }

            await kill;
            if (requests == int.MaxValue)
                break;
            kills++;
            await _server.Start();
        }

        Assert.Equal(20, kills);
        Assert.True(acknowledged.Count >= messages && deleted.Count >= messages, $"{acknowledged.Count} sends and {deleted.Count} deletes were acknowledged");
        Assert.Empty(acknowledged.Except(attempted));
        await _server.Kill();
        await _server.Start();
        Assert.Empty(await Receive());
    }
}
