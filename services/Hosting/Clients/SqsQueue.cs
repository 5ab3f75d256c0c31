using System.Globalization;
using ActiveActive.Contracts;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace ActiveActive.Hosting.Clients;

/// <summary><see cref="IQueue"/> over the AWS SDK.</summary>
public sealed class SqsQueue(IAmazonSQS sqs, string name) : IQueue
{
    private const int MaxBatchEntries = 10;
    private const int MaxBatchBytes = 1024 * 1024;

    private string? _url;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
    {
        var response = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = await UrlAsync(cancellation),
                MaxNumberOfMessages = max,
                WaitTimeSeconds = (int)wait.TotalSeconds,
                MessageAttributeNames = [.. RecordMessage.AttributeNames],
                MessageSystemAttributeNames = ["ApproximateReceiveCount"],
            },
            cancellation);
        return response.Messages is { } messages ? [.. messages.Select(RecordMessage.FromMessage)] : [];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var results = new EntryResult[records.Count];
        foreach (var (from, count) in Split(records))
        {
            try
            {
                var response = await sqs.SendMessageBatchAsync(
                    new SendMessageBatchRequest
                    {
                        QueueUrl = await UrlAsync(cancellation),
                        Entries = [.. records.Skip(from).Take(count).Select(RecordMessage.ToEntry)],
                    },
                    cancellation);
                Collect(results, from, count, response.Successful?.Select(s => s.Id), response.Failed);
            }
            catch (Exception failure) when (from > 0)
            {
                // What was acknowledged before must not be sent again only because this request failed.
                Array.Fill(results, new EntryResult(failure.Message, Unknown: true), from, results.Length - from);
                break;
            }
        }

        return results;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation)
    {
        var response = await sqs.DeleteMessageBatchAsync(
            new DeleteMessageBatchRequest
            {
                QueueUrl = await UrlAsync(cancellation),
                Entries = [.. receiptHandles.Select((handle, i) => new DeleteMessageBatchRequestEntry(Index(i), handle))],
            },
            cancellation);
        var results = new EntryResult[receiptHandles.Count];
        Collect(results, 0, results.Length, response.Successful?.Select(s => s.Id), response.Failed);
        return results;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(
        IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation)
    {
        var response = await sqs.ChangeMessageVisibilityBatchAsync(
            new ChangeMessageVisibilityBatchRequest
            {
                QueueUrl = await UrlAsync(cancellation),
                Entries =
                [
                    .. receiptHandles.Select((handle, i) => new ChangeMessageVisibilityBatchRequestEntry(Index(i), handle)
                    {
                        VisibilityTimeout = (int)visibility.TotalSeconds,
                    }),
                ],
            },
            cancellation);
        var results = new EntryResult[receiptHandles.Count];
        Collect(results, 0, results.Length, response.Successful?.Select(s => s.Id), response.Failed);
        return results;
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellation) =>
        await sqs.GetQueueAttributesAsync(await UrlAsync(cancellation), ["ApproximateNumberOfMessages"], cancellation);

    // The URL does not change in the life of a queue; where it is not known yet the queue is asked for it.
    private async ValueTask<string> UrlAsync(CancellationToken cancellation) =>
        _url ??= (await sqs.GetQueueUrlAsync(name, cancellation)).QueueUrl;

    private static string Index(int i) => i.ToString(CultureInfo.InvariantCulture);

    /// <summary>An entry that the answer does not mention counts as not accepted: silence is not consent.</summary>
    private static void Collect(EntryResult[] results, int from, int count, IEnumerable<string>? successful, List<BatchResultErrorEntry>? failed)
    {
        for (var i = from; i < from + count; i++)
            results[i] = new EntryResult("the queue's answer does not mention this entry", Unknown: true);
        foreach (var id in successful ?? [])
            results[from + int.Parse(id, CultureInfo.InvariantCulture)] = default;
        foreach (var entry in failed ?? [])
            results[from + int.Parse(entry.Id, CultureInfo.InvariantCulture)] = new EntryResult($"{entry.Code}: {entry.Message}");
    }

    private static IEnumerable<(int From, int Count)> Split(IReadOnlyList<Record> records)
    {
        var from = 0;
        var bytes = 0;
        for (var i = 0; i < records.Count; i++)
        {
            var size = RecordMessage.SizeOf(records[i]);
            if (i > from && (i - from == MaxBatchEntries || bytes + size > MaxBatchBytes))
            {
                yield return (from, i - from);
                (from, bytes) = (i, 0);
            }

            bytes += size;
        }

        if (from < records.Count)
            yield return (from, records.Count - from);
    }
}
