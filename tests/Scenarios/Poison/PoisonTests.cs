using System.Text.Json;
using ActiveActive.ScenarioTests.Processes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Xunit;

namespace ActiveActive.ScenarioTests.Poison;

/// <summary>Somebody sends what is no record to a queue of the journey: it disturbs nobody, and the verdict names it.</summary>
public sealed class PoisonTests
{
    private const string Body = "not a record";
    private const ulong Seed = 11;

    [Fact]
    public async Task A_message_that_is_no_record_becomes_a_dead_letter_and_fails_the_next_run_by_name()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lab = new CommandLab(net: 171);
        var (clean, before) = await lab.JudgeAsync("baseline", "--seed", $"{Seed}", "--batches", "1");
        Assert.True(clean == 0, $"seed {Seed}: a lab without poison does not pass: {before}");

        using var sqs = new AmazonSQSClient(
            new BasicAWSCredentials("test", "test"), new AmazonSQSConfig { ServiceURL = lab.Sqs.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var inbound = (await sqs.GetQueueUrlAsync("inbound", cancel)).QueueUrl;
        var dead = (await sqs.GetQueueUrlAsync("inbound-dlq", cancel)).QueueUrl;
        var poison = (await sqs.SendMessageAsync(inbound, Body, cancel)).MessageId;
        await WaitFor.ConditionAsync(
            async () => (await sqs.GetQueueAttributesAsync(dead, ["ApproximateNumberOfMessages"], cancel)).ApproximateNumberOfMessages == 1,
            TimeSpan.FromSeconds(30),
            "the dead-letter queue to have the message");
        var letter = Assert.Single((await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(dead) { VisibilityTimeout = 0, MessageSystemAttributeNames = ["ApproximateReceiveCount"] }, cancel)).Messages);
        Assert.Equal((poison, Body), (letter.MessageId, letter.Body));

        var (failed, after) = await lab.JudgeAsync("baseline", "--seed", $"{Seed + 1}", "--batches", "1");
        Assert.Equal((1, "Fail"), (failed, after.GetProperty("verdict").GetString()));
        var violation = Assert.Single(after.GetProperty("violations").EnumerateArray());
        Assert.Equal(("drained", "r1/inbound-dlq"), (Text(violation, "invariant"), Text(violation, "component")));
        Assert.Contains(poison, Text(violation, "what"), StringComparison.Ordinal);
        Assert.Contains($"\"{Body}\"", Text(violation, "what"), StringComparison.Ordinal);
        // The records beside it arrived all the same.
        Assert.Equal((0, 0), (after.GetProperty("lost").GetInt32(), after.GetProperty("replayed").GetInt32()));
    }

    private static string Text(JsonElement violation, string name) => violation.GetProperty(name).GetString()!;
}
