using Amazon.Auth.AccessControlPolicy;
using Amazon.SQS;
using Amazon.SQS.Model;
using ActiveActive.ConformanceTests;
using Xunit;

namespace ActiveActive.ClientTests.DotNet;

/// <summary>Every action of SQS by the SDK for .NET, which checks the MD5 of every message that it sends and receives.</summary>
internal sealed class SqsPlay(AmazonSQSClient sqs)
{
    public async Task Play()
    {
        await LifeOfAQueue();
        await Messages();
        await Batches();
        await Fifo();
        await DeadLetters();
    }

    private async Task<string> Create(string name, params (string Name, string Value)[] attributes) =>
        (await sqs.CreateQueueAsync(new CreateQueueRequest(name) { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value) })).QueueUrl;

    private async Task<List<Message>> Take(string url, int? visibility = null) => (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url)
    {
        MaxNumberOfMessages = 10, VisibilityTimeout = visibility, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"],
    })).Messages ?? [];

    private async Task<string> Arn(string url) => (await sqs.GetQueueAttributesAsync(url, ["QueueArn"])).QueueARN;

    private async Task LifeOfAQueue()
    {
        var url = (await sqs.CreateQueueAsync(new CreateQueueRequest("net-life") { Attributes = new() { ["VisibilityTimeout"] = "45" }, Tags = new() { ["team"] = "a" } })).QueueUrl;
        Assert.Equal(url, (await sqs.GetQueueUrlAsync("net-life")).QueueUrl);
        await Assert.ThrowsAsync<QueueNameExistsException>(() => Create("net-life", ("VisibilityTimeout", "46")));
        await sqs.SetQueueAttributesAsync(url, new() { ["DelaySeconds"] = "3" });
        var attributes = await sqs.GetQueueAttributesAsync(url, ["All"]);
        Assert.Equal((45, 3, 1048576), (attributes.VisibilityTimeout, attributes.DelaySeconds, attributes.MaximumMessageSize));
        await sqs.TagQueueAsync(new TagQueueRequest { QueueUrl = url, Tags = new() { ["cost"] = "7", ["team"] = "b" } });
        await sqs.UntagQueueAsync(new UntagQueueRequest { QueueUrl = url, TagKeys = ["cost"] });
        Assert.Equal(new() { ["team"] = "b" }, (await sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url })).Tags);
        await sqs.AddPermissionAsync(new AddPermissionRequest(url, "other", ["111111111111"], ["SendMessage"]));
        var policy = Policy.FromJson((await sqs.GetQueueAttributesAsync(url, ["Policy"])).Policy);
        Assert.Equal("other", Assert.Single(policy.Statements).Id);
        await sqs.RemovePermissionAsync(url, "other");
        var urls = new List<string>();
        foreach (var n in Enumerable.Range(0, 5))
            urls.Add(await Create($"net-page-{n}"));
        var listed = new List<string>();
        await foreach (var found in sqs.Paginators.ListQueues(new ListQueuesRequest("net-page-") { MaxResults = 2 }).QueueUrls)
            listed.Add(found);
        Assert.Equal(urls, listed);
        await sqs.DeleteQueueAsync(url);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.SendMessageAsync(url, "x"));
    }

    private async Task Messages()
    {
        var url = await Create("net-message");
        const string body = "Grüße \U0001F600 <&> \"q\" \\ \n\t";
        var sent = await sqs.SendMessageAsync(new SendMessageRequest(url, body)
        {
            MessageAttributes = new()
            {
                ["id"] = new() { DataType = "String", StringValue = "r-1" }, ["raw"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([0, 255]) },
            },
        });
        var message = Assert.Single(await Take(url));
        Assert.Equal((body, sent.MessageId, sent.MD5OfMessageAttributes), (message.Body, message.MessageId, message.MD5OfMessageAttributes));
        Assert.Equal([0, 255], message.MessageAttributes["raw"].BinaryValue.ToArray());
        await sqs.ChangeMessageVisibilityAsync(url, message.ReceiptHandle, 0);
        var again = Assert.Single(await Take(url));
        Assert.Equal("2", again.Attributes["ApproximateReceiveCount"]);
        await sqs.DeleteMessageAsync(url, again.ReceiptHandle);
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => sqs.DeleteMessageAsync(url, "nonsense"));
        await sqs.PurgeQueueAsync(url);
        await Assert.ThrowsAsync<PurgeQueueInProgressException>(() => sqs.PurgeQueueAsync(url));
    }

    private async Task Batches()
    {
        var url = await Create("net-batch");
        var sent = await sqs.SendMessageBatchAsync(url, [new("a", "one"), new("b", "two"), new("bad", "x") { DelaySeconds = 901 }]);
        Assert.Equal(["a", "b"], sent.Successful.Select(s => s.Id));
        Assert.Equal("InvalidParameterValue", Assert.Single(sent.Failed).Code);
        var messages = await Take(url);
        var changed = await sqs.ChangeMessageVisibilityBatchAsync(url, [.. messages.Select(m => new ChangeMessageVisibilityBatchRequestEntry(m.Body, m.ReceiptHandle) { VisibilityTimeout = 30 })]);
        Assert.Equal(["one", "two"], changed.Successful.Select(s => s.Id));
        var deleted = await sqs.DeleteMessageBatchAsync(url, [.. messages.Select(m => new DeleteMessageBatchRequestEntry(m.Body, m.ReceiptHandle)), new("x", "nonsense")]);
        Assert.Equal((2, "ReceiptHandleIsInvalid"), (deleted.Successful.Count, Assert.Single(deleted.Failed).Code));
        await Assert.ThrowsAsync<BatchEntryIdsNotDistinctException>(() => sqs.SendMessageBatchAsync(url, [new("a", "1"), new("a", "2")]));
    }

    private async Task Fifo()
    {
        var url = await Create("net.fifo", ("FifoQueue", "true"), ("ContentBasedDeduplication", "true"));
        foreach (var body in new[] { "1", "2", "1", "3" })
            await sqs.SendMessageAsync(new SendMessageRequest(url, body) { MessageGroupId = "g" });
        Assert.Equal(["1", "2", "3"], (await Take(url)).Select(m => m.Body));
    }

    private async Task DeadLetters()
    {
        var dead = await Create("net-dead");
        var arn = await Arn(dead);
        var redrive = ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":1}""");
        string[] sources = [await Create("net-source-a", redrive), await Create("net-source-b", redrive)];
        var listed = new List<string>();
        await foreach (var url in sqs.Paginators.ListDeadLetterSourceQueues(new ListDeadLetterSourceQueuesRequest { QueueUrl = dead, MaxResults = 1 }).QueueUrls)
            listed.Add(url);
        Assert.Equal(sources, listed);
        await sqs.SendMessageAsync(sources[0], "poison");
        Assert.Single(await Take(sources[0], visibility: 0));
        Assert.Empty(await Take(sources[0]));
        await sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = arn });
        await Until.True("the move is over", async () => (await Tasks(arn)).Any(t => t.Status == "COMPLETED" && t.ApproximateNumberOfMessagesMoved == 1));
        Assert.Equal("poison", Assert.Single(await Take(sources[0])).Body);
        await sqs.SendMessageBatchAsync(dead, [new("a", "one"), new("b", "two"), new("c", "three")]);
        var slow = await sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = arn, DestinationArn = await Arn(sources[1]), MaxNumberOfMessagesPerSecond = 1 });
        Assert.InRange((await sqs.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = slow.TaskHandle })).ApproximateNumberOfMessagesMoved ?? -1, 0, 2);
    }

    private async Task<List<ListMessageMoveTasksResultEntry>> Tasks(string arn) =>
        (await sqs.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = arn, MaxResults = 10 })).Results;
}
