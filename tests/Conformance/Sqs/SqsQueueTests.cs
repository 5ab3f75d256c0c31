using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests.Sqs;

/// <summary>What belongs to queues: tags, permissions, dead-letter sources, move tasks.</summary>
public sealed class SqsQueueTests : SqsFixture
{
    private static string[] Urls(JsonElement answer, string member) => [.. answer.GetProperty(member).EnumerateArray().Select(u => u.GetString()!.Split('/')[^1])];

    private async Task<JsonElement> TaskOf(string queue) => (await Done("ListMessageMoveTasks", new { SourceArn = Arn(queue) })).GetProperty("Results")[0];

    [Fact]
    public async Task Tags_are_set_changed_and_taken_and_survive_a_kill()
    {
        var url = (await Done("CreateQueue", new { QueueName = "q", tags = new { a = "1" } })).GetProperty("QueueUrl").GetString()!;
        await Done("TagQueue", new { QueueUrl = url, Tags = new { a = "2", b = "3" } });
        await Done("UntagQueue", new { QueueUrl = url, TagKeys = new[] { "b", "none" } });
        await Server.Kill();
        await Server.Start();
        Assert.Equal("""{"a":"2"}""", (await Done("ListQueueTags", new { QueueUrl = url })).GetProperty("Tags").GetRawText());
        Assert.Equal(("MissingParameter", "The request must contain the parameter Tags."), await Fails("TagQueue", new { QueueUrl = url, Tags = new { } }));
        Assert.Equal(
            ("InvalidParameterValue", "Too many tags added for queue q."),
            await Fails("TagQueue", new { QueueUrl = url, Tags = Enumerable.Range(0, 51).ToDictionary(n => $"k{n}", _ => "v") }));
    }

    [Fact]
    public async Task Permissions_are_statements_of_the_policy()
    {
        var url = await Create("q");
        await Done("AddPermission", new { QueueUrl = url, Label = "one", AWSAccountIds = new[] { "111111111111" }, Actions = new[] { "SendMessage" } });
        var policy = (await Done("GetQueueAttributes", new { QueueUrl = url, AttributeNames = new[] { "Policy" } })).GetProperty("Attributes").GetProperty("Policy").GetString()!;
        var statement = JsonDocument.Parse(policy).RootElement.GetProperty("Statement")[0];
        Assert.Equal(("one", "SQS:SendMessage", Arn("q")), (statement.GetProperty("Sid").GetString(), statement.GetProperty("Action").GetString(), statement.GetProperty("Resource").GetString()));
        Assert.Equal(
            ("InvalidParameterValue", "Value one for parameter Label is invalid. Reason: Already exists."),
            await Fails("AddPermission", new { QueueUrl = url, Label = "one", AWSAccountIds = new[] { "111111111111" }, Actions = new[] { "*" } }));
        await Done("RemovePermission", new { QueueUrl = url, Label = "one" });
        Assert.Equal(
            ("InvalidParameterValue", "Value one for parameter Label is invalid. Reason: can't find label."),
            await Fails("RemovePermission", new { QueueUrl = url, Label = "one" }));
    }

    [Fact]
    public async Task The_sources_of_a_dead_letter_queue_come_in_pages()
    {
        var dead = await Create("dead");
        foreach (var name in new[] { "a", "b", "c" })
            await Create(name, ("RedrivePolicy", Redrive("dead")));
        var page = await Done("ListDeadLetterSourceQueues", new { QueueUrl = dead, MaxResults = 2 });
        Assert.Equal(["a", "b"], Urls(page, "queueUrls"));
        var rest = await Done("ListDeadLetterSourceQueues", new { QueueUrl = dead, MaxResults = 2, NextToken = page.GetProperty("NextToken").GetString() });
        Assert.Equal(["c"], Urls(rest, "queueUrls"));
        Assert.False(rest.TryGetProperty("NextToken", out _));
    }

    [Fact]
    public async Task A_dead_letter_queue_chooses_whose_it_is()
    {
        await Create("dead", ("RedriveAllowPolicy", $$"""{"redrivePermission":"byQueue","sourceQueueArns":["{{Arn("friend")}}"]}"""));
        await Create("friend", ("RedrivePolicy", Redrive("dead")));
        Assert.Equal("InvalidParameterValue", (await Fails("CreateQueue", new { QueueName = "stranger", Attributes = new { RedrivePolicy = Redrive("dead") } })).Code);
    }

    [Fact]
    public async Task A_move_task_brings_dead_letters_back_to_where_they_came_from()
    {
        var dead = await Create("dead");
        var work = await Create("work", ("RedrivePolicy", Redrive("dead")));
        for (var i = 0; i < 3; i++)
            await Done("SendMessage", new { QueueUrl = work, MessageBody = $"{i}" });
        await Receive(work, visibility: 0);
        Assert.Empty(await Receive(work));
        Assert.Equal(("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue."), await Fails("StartMessageMoveTask", new { SourceArn = Arn("work") }));
        Assert.Equal(
            ("ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist."),
            await Fails("StartMessageMoveTask", new { SourceArn = Arn("nowhere") }));
        await Done("StartMessageMoveTask", new { SourceArn = Arn("dead") });
        await Until.True("the task is completed", async () => (await TaskOf("dead")).GetProperty("Status").GetString() == "COMPLETED");
        Assert.Equal(3, (await TaskOf("dead")).GetProperty("ApproximateNumberOfMessagesMoved").GetInt32());
        Assert.Equal(["0", "1", "2"], Bodies(await Receive(work)));
        Assert.Empty(await Receive(dead));
    }

    [Fact]
    public async Task A_slow_move_task_goes_on_after_a_kill_is_the_only_one_and_can_be_cancelled()
    {
        var dead = await Create("dead");
        await Create("work", ("RedrivePolicy", Redrive("dead")));
        var target = await Create("target");
        for (var i = 0; i < 60; i += 10)
            await Done("SendMessageBatch", new { QueueUrl = dead, Entries = Enumerable.Range(i, 10).Select(n => new { Id = $"{n}", MessageBody = $"{n}" }) });
        await Done("StartMessageMoveTask", new { SourceArn = Arn("dead"), DestinationArn = Arn("target"), MaxNumberOfMessagesPerSecond = 1 });
        Assert.Equal("InvalidParameterValue", (await Fails("StartMessageMoveTask", new { SourceArn = Arn("dead") })).Code);
        async Task<int> Moved() => (await TaskOf("dead")).GetProperty("ApproximateNumberOfMessagesMoved").GetInt32();
        await Until.True("one is moved", async () => await Moved() >= 1);
        await Server.Kill();
        await Server.Start();
        var before = await Moved();
        await Until.True("another is moved", async () => await Moved() > before);
        var handle = (await TaskOf("dead")).GetProperty("TaskHandle").GetString();
        var moved = (await Done("CancelMessageMoveTask", new { TaskHandle = handle })).GetProperty("ApproximateNumberOfMessagesMoved").GetInt32();
        Assert.Equal("CANCELLED", (await TaskOf("dead")).GetProperty("Status").GetString());
        Assert.Equal(Math.Min(moved, 10), (await Receive(target)).Count);
        Assert.True(moved < 60);
    }

    [Fact]
    public async Task A_move_task_waits_while_a_fault_holds_a_queue_and_others_go_on()
    {
        foreach (var lane in new[] { "a", "b" })
        {
            var dead = await Create($"dead-{lane}");
            await Create($"work-{lane}", ("RedrivePolicy", Redrive($"dead-{lane}")));
            await Create($"target-{lane}");
            await Done("SendMessage", new { QueueUrl = dead, MessageBody = lane });
        }

        await Server.Send(HttpMethod.Post, "/_lab/faults", """{"resource":"queue/target-a","kind":"refuse","seconds":60}""");
        await Done("StartMessageMoveTask", new { SourceArn = Arn("dead-a"), DestinationArn = Arn("target-a") });
        await Done("StartMessageMoveTask", new { SourceArn = Arn("dead-b"), DestinationArn = Arn("target-b") });
        // Both are got on in the same turn, in order of name: when b is done, a has had its chance.
        await Until.True("the other task is completed", async () => (await TaskOf("dead-b")).GetProperty("Status").GetString() == "COMPLETED");
        var waiting = await TaskOf("dead-a");
        Assert.Equal(("RUNNING", 0), (waiting.GetProperty("Status").GetString(), waiting.GetProperty("ApproximateNumberOfMessagesMoved").GetInt32()));
        await Server.Send(HttpMethod.Delete, "/_lab/faults");
        await Until.True("the task is completed", async () => (await TaskOf("dead-a")).GetProperty("Status").GetString() == "COMPLETED");
        Assert.Equal(1, (await TaskOf("dead-a")).GetProperty("ApproximateNumberOfMessagesMoved").GetInt32());
    }

    [Fact]
    public async Task A_policy_of_odd_statements_takes_another_and_is_kept()
    {
        var url = await Create("q", ("Policy", """{"Statement":[{"Sid":5},{"Effect":"Allow"}]}"""));
        await Done("AddPermission", new { QueueUrl = url, Label = "one", AWSAccountIds = new[] { "111111111111" }, Actions = new[] { "SendMessage" } });
        Assert.Equal("InvalidParameterValue", (await Fails("RemovePermission", new { QueueUrl = url, Label = "two" })).Code);
        await Done("RemovePermission", new { QueueUrl = url, Label = "one" });
        var policy = (await Done("GetQueueAttributes", new { QueueUrl = url, AttributeNames = new[] { "Policy" } })).GetProperty("Attributes").GetProperty("Policy").GetString();
        Assert.Equal("""{"Statement":[{"Sid":5},{"Effect":"Allow"}]}""", policy);
    }
}
