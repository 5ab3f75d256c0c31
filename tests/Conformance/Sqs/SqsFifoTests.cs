using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>FIFO queues on the wire: order, deduplication, and what they refuse.</summary>
public sealed class SqsFifoTests : SqsFixture
{
    private Task<JsonElement> Send(string url, string group, string body, string? id = null) =>
        Done("SendMessage", new { QueueUrl = url, MessageBody = body, MessageGroupId = group, MessageDeduplicationId = id ?? body });

    [Fact]
    public async Task A_group_s_messages_come_in_order_and_wait_for_the_first_of_them()
    {
        var url = await CreateFifo("q.fifo");
        var first = await Send(url, "a", "a1");
        var second = await Send(url, "a", "a2");
        await Send(url, "b", "b1");
        var sequences = new[] { first, second }.Select(s => s.GetProperty("SequenceNumber").GetString()!).ToArray();
        Assert.All(sequences, s => Assert.Equal(20, s.Length));
        Assert.True(string.CompareOrdinal(sequences[0], sequences[1]) < 0);
        var received = Assert.Single(await Receive(url, max: 1));
        Assert.Equal("a1", received.GetProperty("Body").GetString());
        var attributes = received.GetProperty("Attributes");
        Assert.Equal(("a", "a1", sequences[0]), (
            attributes.GetProperty("MessageGroupId").GetString(), attributes.GetProperty("MessageDeduplicationId").GetString(), attributes.GetProperty("SequenceNumber").GetString()));
        Assert.Equal(["b1"], Bodies(await Receive(url)));
        await Done("DeleteMessage", new { QueueUrl = url, ReceiptHandle = received.GetProperty("ReceiptHandle").GetString() });
        Assert.Equal(["a2"], Bodies(await Receive(url)));
    }

    [Fact]
    public async Task What_was_sent_twice_within_five_minutes_is_there_once_also_after_a_kill()
    {
        var url = await CreateFifo("q.fifo", ("ContentBasedDeduplication", "true"));
        var first = await Done("SendMessage", new { QueueUrl = url, MessageBody = "same", MessageGroupId = "a" });
        var received = Assert.Single(await Receive(url));
        await Done("DeleteMessage", new { QueueUrl = url, ReceiptHandle = received.GetProperty("ReceiptHandle").GetString() });
        await Server.Kill();
        await Server.Start();
        var second = await Done("SendMessage", new { QueueUrl = url, MessageBody = "same", MessageGroupId = "b" });
        foreach (var member in new[] { "MessageId", "SequenceNumber" })
            Assert.Equal(first.GetProperty(member).GetString(), second.GetProperty(member).GetString());
        Assert.Empty(await Receive(url));
    }

    [Fact]
    public async Task A_group_can_be_the_scope_of_deduplication()
    {
        var url = await CreateFifo("q.fifo", ("DeduplicationScope", "messageGroup"), ("FifoThroughputLimit", "perMessageGroupId"));
        foreach (var group in new[] { "a", "b", "a" })
            await Send(url, group, group, "id");
        Assert.Equal(["a", "b"], Bodies(await Receive(url)));
    }

    [Fact]
    public async Task The_same_receive_attempt_gets_the_same_messages_until_one_is_given_back()
    {
        var url = await CreateFifo("q.fifo");
        await Send(url, "a", "1");
        await Send(url, "a", "2");
        async Task<string[]> Attempt()
        {
            var answer = await Done("ReceiveMessage", new { QueueUrl = url, MaxNumberOfMessages = 1, ReceiveRequestAttemptId = "attempt" });
            return answer.TryGetProperty("Messages", out var messages) ? [.. messages.EnumerateArray().Select(m => m.GetProperty("ReceiptHandle").GetString()!)] : [];
        }

        var first = Assert.Single(await Attempt());
        Assert.Equal([first], await Attempt());
        await Done("ChangeMessageVisibility", new { QueueUrl = url, ReceiptHandle = first, VisibilityTimeout = 0 });
        Assert.NotEqual([first], await Attempt());
    }

    [Fact]
    public async Task What_a_FIFO_queue_refuses()
    {
        const string type = "The request include parameter that is not valid for this queue type.";
        var url = await CreateFifo("q.fifo");
        var standard = await Create("q");
        Assert.Equal(("MissingParameter", "The request must contain the parameter MessageGroupId."), await Fails("SendMessage", new { QueueUrl = url, MessageBody = "x" }));
        Assert.Equal(
            ("InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"),
            await Fails("SendMessage", new { QueueUrl = url, MessageBody = "x", MessageGroupId = "a" }));
        Assert.Equal(
            ("InvalidParameterValue", $"Value 5 for parameter DelaySeconds is invalid. Reason: {type}"),
            await Fails("SendMessage", new { QueueUrl = url, MessageBody = "x", MessageGroupId = "a", MessageDeduplicationId = "1", DelaySeconds = 5 }));
        Assert.Equal(
            ("InvalidParameterValue", "The request include parameter MessageDeduplicationId which is not valid for this queue type"),
            await Fails("SendMessage", new { QueueUrl = standard, MessageBody = "x", MessageDeduplicationId = "1" }));
        Assert.Equal("InvalidParameterValue", (await Fails("CreateQueue", new { QueueName = "r.fifo" })).Code);
        Assert.Equal(
            ("InvalidParameterValue", "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."),
            await Fails("CreateQueue", new { QueueName = "r", Attributes = new { FifoQueue = "true" } }));
        Assert.Equal(
            ("InvalidAttributeName", "Unknown Attribute ContentBasedDeduplication."),
            await Fails("CreateQueue", new { QueueName = "r", Attributes = new { ContentBasedDeduplication = "true" } }));
        Assert.Equal("InvalidParameterValue", (await Fails("CreateQueue", new { QueueName = "r", Attributes = new { RedrivePolicy = Redrive("q.fifo") } })).Code);
    }

    [Fact]
    public async Task A_standard_queue_keeps_a_group_and_does_not_order_by_it()
    {
        var url = await Create("q");
        foreach (var body in new[] { "1", "2" })
            await Done("SendMessage", new { QueueUrl = url, MessageBody = body, MessageGroupId = "tenant" });
        Assert.Equal("tenant", (await Receive(url, max: 1))[0].GetProperty("Attributes").GetProperty("MessageGroupId").GetString());
        Assert.Equal(["2"], Bodies(await Receive(url)));
    }

    [Fact]
    public async Task Groups_take_turns_and_one_that_was_received_from_goes_behind_the_others()
    {
        var url = await CreateFifo("q.fifo");
        foreach (var body in new[] { "a1", "b1", "b2", "c1", "a2" })
            await Send(url, body[..1], body);
        Assert.Equal(["a1", "a2", "b1"], Bodies(await Receive(url, max: 3, visibility: 0)));
        Assert.Equal(["c1", "a1", "a2", "b1", "b2"], Bodies(await Receive(url, visibility: 0)));
    }

    [Fact]
    public async Task A_group_goes_on_with_what_was_given_back_while_the_rest_of_it_is_in_flight()
    {
        var url = await CreateFifo("q.fifo");
        foreach (var body in new[] { "a1", "a2", "b1" })
            await Send(url, body[..1], body);
        var taken = await Receive(url, max: 2);
        await Done("ChangeMessageVisibility", new { QueueUrl = url, ReceiptHandle = taken[0].GetProperty("ReceiptHandle").GetString(), VisibilityTimeout = 0 });
        Assert.Equal(["b1", "a1"], Bodies(await Receive(url)));
    }

    [Fact]
    public async Task A_handle_ends_when_its_message_is_visible_again()
    {
        var url = await CreateFifo("q.fifo");
        await Send(url, "a", "a1");
        var handle = (await Receive(url, visibility: 0))[0].GetProperty("ReceiptHandle").GetString();
        var expired = ("InvalidParameterValue", $"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
        Assert.Equal(expired, await Fails("DeleteMessage", new { QueueUrl = url, ReceiptHandle = handle }));
        Assert.Equal(expired, await Fails("ChangeMessageVisibility", new { QueueUrl = url, ReceiptHandle = handle, VisibilityTimeout = 5 }));
        Assert.Equal(["a1"], Bodies(await Receive(url)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_purge_forgets_deduplication_ids_also_after_a_kill(bool killed)
    {
        var url = await CreateFifo("q.fifo");
        await Send(url, "a", "first", "id");
        await Done("PurgeQueue", new { QueueUrl = url });
        if (killed)
        {
            await Server.Kill();
            await Server.Start();
        }

        await Send(url, "a", "second", "id");
        Assert.Equal(["second"], Bodies(await Receive(url)));
    }
}
