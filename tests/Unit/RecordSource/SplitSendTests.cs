using ActiveActive.Contracts;
using ActiveActive.Hosting.Clients;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Xunit;
using Record = ActiveActive.Contracts.Record;

namespace ActiveActive.UnitTests.RecordSource;

/// <summary>Records that do not fit into one SQS request: what one request achieved does not depend on the next.</summary>
public sealed class SplitSendTests
{
    // Of this size SQS takes two in a request, and of ten records makes five requests.
    private static readonly Record[] Ten = [.. Enumerable.Range(0, 10).Select(i => new Record($"r{i}", 1, new string('x', 390 * 1024)))];

    [Fact]
    public async Task What_was_acknowledged_before_a_request_failed_stays_acknowledged_and_the_rest_is_unknown()
    {
        using var sqs = new ScriptedSqs(failsAt: 3);
        var results = await new SqsQueue(sqs, "inbound").SendAsync(Ten, TestContext.Current.CancellationToken);
        Assert.Equal([2, 2, 2], sqs.Requests);
        Assert.All(results.Take(4), r => Assert.True(r.Accepted));
        Assert.All(results.Skip(4), r => Assert.Equal(("connection reset", true, false), (r.Error, r.Unknown, r.Accepted)));
    }

    [Fact]
    public async Task When_the_first_request_fails_the_call_fails()
    {
        using var sqs = new ScriptedSqs(failsAt: 1);
        await Assert.ThrowsAsync<IOException>(() => new SqsQueue(sqs, "inbound").SendAsync(Ten, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_entry_that_the_answer_does_not_mention_is_unknown_and_one_that_failed_is_not()
    {
        using var sqs = new ScriptedSqs(failsAt: 0) { Forgets = "0", TurnsDown = "1" };
        var results = await new SqsQueue(sqs, "inbound").SendAsync([.. Ten.Take(2)], TestContext.Current.CancellationToken);
        Assert.Equal([(true, false), (false, false)], results.Select(r => (r.Unknown, r.Accepted)));
        Assert.Equal("InternalError: try again", results[1].Error);
    }

    private sealed class ScriptedSqs(int failsAt) : AmazonSQSClient(
        new AnonymousAWSCredentials(), new AmazonSQSConfig { ServiceURL = "http://127.77.0.1:9", AuthenticationRegion = "us-east-1" })
    {
        public List<int> Requests { get; } = [];

        public string? Forgets { get; init; }

        public string? TurnsDown { get; init; }

        public override Task<GetQueueUrlResponse> GetQueueUrlAsync(string queueName, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GetQueueUrlResponse { QueueUrl = "http://127.77.0.1:9/000000000000/" + queueName });

        public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
        {
            Requests.Add(request.Entries.Count);
            if (Requests.Count == failsAt)
                throw new IOException("connection reset");
            return Task.FromResult(new SendMessageBatchResponse
            {
                Successful = [.. request.Entries.Where(e => e.Id != Forgets && e.Id != TurnsDown).Select(e => new SendMessageBatchResultEntry { Id = e.Id })],
                Failed = [.. request.Entries.Where(e => e.Id == TurnsDown).Select(e => new BatchResultErrorEntry { Id = e.Id, Code = "InternalError", Message = "try again" })],
            });
        }
    }
}
