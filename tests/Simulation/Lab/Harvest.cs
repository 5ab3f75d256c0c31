using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Values;
using ActiveActive.Simulation.Servers;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Lab;

/// <summary>Makes the spec's evidence out of what the simulated lab holds.</summary>
internal static class Harvest
{
    public static Evidence All(LabParts parts, IReadOnlyList<Record> given, IReadOnlyList<HistoryEvent> events, RunFacts run, IReadOnlyList<Sample> samples) => new()
    {
        Run = run,
        Given = Given(parts, given),
        History = events,
        Stores = Replica.All.ToDictionary(r => r, r => RowsOf(parts, r)),
        Queues = Queues(parts),
        Samples = samples,
        Deliveries = Deliveries(parts),
    };

    /// <summary>What can be read while records move.</summary>
    public static Evidence Places(LabParts parts, IReadOnlyList<Record> given, Func<Replica, bool> answers) => new()
    {
        Given = Given(parts, given),
        Stores = Replica.All.Where(answers).ToDictionary(r => r, r => RowsOf(parts, r)),
        Deliveries = Deliveries(parts),
    };

    public static IReadOnlyList<StoredRow> RowsOf(LabParts parts, Replica replica)
    {
        if (replica.Store != Topology.Table)
        {
            return
            [
                .. parts.Database(Region.Parse(replica.Region), replica.Store).Rows.Select(r => new StoredRow(
                    r.Record.Id, r.Record.Batch, Digest(parts, r.Record.Body), r.StoredBy, r.StoredAt, r.WrittenIn, r.AppliedAt)),
            ];
        }

        return [.. parts.Aws[replica.Region].Dynamo.Snapshot().OfType<Change.RowWritten>().Where(r => !r.Deleted).Select(r => Row(parts, r.Item))];
    }

    private static StoredRow Row(LabParts parts, IReadOnlyDictionary<string, AttributeValue> item) => new(
        Text(item["id"]),
        int.Parse(((AttributeValue.N)item["batch"]).Value.ToString(), CultureInfo.InvariantCulture),
        Digest(parts, Text(item["body"])),
        Text(item["storedBy"]),
        DateTimeOffset.Parse(Text(item["storedAt"]), CultureInfo.InvariantCulture),
        Text(item["writtenIn"]),
        null);

    private static string Text(AttributeValue value) => ((AttributeValue.S)value).Value;

    private static List<GivenRecord> Given(LabParts parts, IReadOnlyList<Record> given) => [.. given.Select(r => new GivenRecord(r.Id, r.Batch, Digest(parts, r.Body)))];

    private static List<Delivery> Deliveries(LabParts parts) =>
        [.. parts.Destination.Log.Kept.Select(d => new Delivery(d.Id, d.Batch, Digest(parts, d.Body), d.Lane, d.DeliveredAt))];

    private static List<QueueContent> Queues(LabParts parts)
    {
        var contents = new List<QueueContent>(24);
        foreach (var region in Region.All)
        {
            foreach (var queue in Topology.Queues.SelectMany(q => new[] { q, Topology.DeadLetterQueueOf(q) }))
            {
                var found = parts.AwsIn(region).Sqs.Queue(queue);
                var dead = !Topology.Queues.Contains(queue);
                contents.Add(new QueueContent(
                    region.Name, queue, dead, found.Ready.Count, found.InFlight, found.Delayed,
                    dead ? [.. found.Messages.Take(10).Select(m => new PeekedMessage(m.Id.ToString(), m.Body, m.Receives))] : []));
            }
        }

        return contents;
    }

    // A body that nobody altered is in a dozen places.
    private static BodyDigest Digest(LabParts parts, string body)
    {
        if (!parts.Digests.TryGetValue(body, out var digest))
            parts.Digests.Add(body, digest = BodyDigest.Of(body));
        return digest;
    }
}
