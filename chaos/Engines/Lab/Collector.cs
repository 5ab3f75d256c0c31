using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using Amazon.SQS.Model;
using Region = ActiveActive.Contracts.Region;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Collects a run's evidence, in the order that judging needs while records still move: history, queues in the order of the
/// journey, deliveries, then stores from the last stage back to the first.
/// </summary>
internal sealed class Collector(LabParts parts, IEngine engine)
{
    public async Task<IReadOnlyList<string>> CollectAsync(RunFolderWriter folder, CancellationToken cancellation)
    {
        var missing = new List<string>();
        await TryAsync("history.jsonl", () =>
        {
            folder.MergeHistory(Directory.EnumerateFiles(engine.Histories, "*.jsonl").Order(StringComparer.Ordinal));
            return Task.CompletedTask;
        });
        await TryAsync("stores/queues.json", async () => folder.WriteQueues(await QueuesAsync(cancellation)));
        await TryAsync("stores/deliveries.jsonl", () =>
        {
            folder.CopyDeliveries(engine.DeliveryLog);
            return Task.CompletedTask;
        });
        foreach (var stage in Stage.All.Reverse())
        {
            foreach (var region in Region.All)
            {
                await TryAsync($"stores/{region}-{stage}.jsonl", () => folder.WriteStoreAsync(
                    new Spec.Replica(region.Name, stage.Name),
                    new StoreReader(parts).ReadAsync(new Spec.Replica(region.Name, stage.Name), cancellation),
                    cancellation));
            }
        }

        await TryAsync("logs", () => engine.CopyLogsAsync(
            Directory.CreateDirectory(Path.Combine(folder.FolderPath, "logs")).FullName, cancellation));
        return missing;

        async Task TryAsync(string what, Func<Task> collect)
        {
            try
            {
                await collect();
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                missing.Add($"{what}: {failure.Message}");
            }
        }
    }

    private async Task<IReadOnlyList<QueueContent>> QueuesAsync(CancellationToken cancellation)
    {
        var contents = new List<QueueContent>();
        foreach (var queue in Topology.Queues.SelectMany(q => new[] { q, Topology.DeadLetterQueueOf(q) }))
        {
            foreach (var region in Region.All)
                contents.Add(await QueueAsync(region, queue, cancellation));
        }

        return contents;
    }

    private async Task<QueueContent> QueueAsync(Region region, string queue, CancellationToken cancellation)
    {
        var sqs = parts.Sqs[region];
        var url = parts.QueueUrl(region, queue);
        var attributes = (await sqs.GetQueueAttributesAsync(url, ["All"], cancellation)).Attributes;
        int Of(string name) => int.Parse(attributes[name], CultureInfo.InvariantCulture);
        var dead = !Topology.Queues.Contains(queue);
        var messages = new List<PeekedMessage>();
        if (dead && Of("ApproximateNumberOfMessages") > 0)
        {
            var peeked = await sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, VisibilityTimeout = 0, MessageSystemAttributeNames = ["ApproximateReceiveCount"] },
                cancellation);
            messages.AddRange((peeked.Messages ?? []).Select(m => new PeekedMessage(
                m.MessageId, m.Body, int.Parse(m.Attributes["ApproximateReceiveCount"], CultureInfo.InvariantCulture))));
        }

        return new QueueContent(
            region.Name, queue, dead, Of("ApproximateNumberOfMessages"), Of("ApproximateNumberOfMessagesNotVisible"),
            Of("ApproximateNumberOfMessagesDelayed"), messages);
    }
}
