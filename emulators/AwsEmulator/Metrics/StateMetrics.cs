using System.Diagnostics.Metrics;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Replication;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.AwsEmulator.Storage;

namespace ActiveActive.AwsEmulator.Metrics;

/// <summary>How full and how well the emulator is: looked at when somebody asks for the figures, so it costs nothing between.</summary>
internal sealed class StateMetrics : IDisposable
{
    private readonly Meter _meter = new(CallMetrics.MeterName);

    public StateMetrics(SqsStore sqs, DynamoStore dynamo, Journal journal, Replicator replicator, TimeProvider time)
    {
        Gauge("aws_emulator.queue.messages", "Messages of a queue: visible, in flight, delayed", () => Messages(sqs, time));
        Gauge("aws_emulator.table.items", "Items of a table", () => dynamo
            .Look(engine => engine.Tables.Values.Select(t => new Measurement<long>(t.ItemCount, Tag("table", t.Definition.Name))).ToArray()));
        Sum("aws_emulator.journal.commits", "Changes that somebody waited for", () => journal.Figures().Commits);
        Sum("aws_emulator.journal.notes", "Changes that nobody waited for", () => journal.Figures().Notes);
        Sum("aws_emulator.journal.fsyncs", "Syncs of the log", () => journal.Figures().Fsyncs);
        Sum("aws_emulator.journal.written_bytes", "Bytes written to the log, snapshots not included", () => journal.Figures().Bytes);
        Sum("aws_emulator.journal.compactions", "Snapshots taken", () => journal.Figures().Compactions);
        Gauge("aws_emulator.journal.length_bytes", "Length of the log", () => [new(journal.Figures().Length)]);
        Gauge("aws_emulator.journal.failing", "1 while the disk does not take writes", () => [new(journal.Figures().Failure is null ? 0 : 1)]);
        Gauge("aws_emulator.replication.pending", "Changes of another region that this one lacks", () => replicator.Status()
            .Where(s => s.Pending is not null).Select(s => new Measurement<long>(s.Pending!.Value, Of(s))));
        Gauge("aws_emulator.replication.paused", "1 while a fault holds an inflow", () => replicator.Status().Select(s => new Measurement<long>(s.Paused ? 1 : 0, Of(s))));
        Sum("aws_emulator.replication.applied", "Changes of other regions applied", () => replicator.Status().Sum(s => s.Applied));
        _meter.CreateObservableGauge("aws_emulator.replication.lag", () => Lag(replicator, time), "s", "Age of the oldest change of another region that this one lacks");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] Messages(SqsStore sqs, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return sqs.Look(engine => engine.Queues.Values.SelectMany(queue =>
        {
            // Whose time has come is visible, whether or not anybody has looked since.
            queue.Surface(now);
            return new[] { ("visible", queue.Ready.Count), ("in_flight", queue.InFlight), ("delayed", queue.Delayed) }
                .Select(s => new Measurement<long>(s.Item2, Tag("queue", queue.Name), Tag("state", s.Item1)));
        }).ToArray());
    }

    private static IEnumerable<Measurement<double>> Lag(Replicator replicator, TimeProvider time)
    {
        foreach (var inflow in replicator.Status())
        {
            if (inflow.OldestPendingAt is { } written)
                yield return new(Math.Max(0, (time.GetUtcNow() - written).TotalSeconds), Of(inflow));
            else if (inflow.Pending == 0)
                yield return new(0, Of(inflow));
        }
    }

    private static KeyValuePair<string, object?>[] Of(ReplicaStatus inflow) => [Tag("table", inflow.Table), Tag("peer", inflow.Peer)];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private void Gauge(string name, string description, Func<IEnumerable<Measurement<long>>> read) => _meter.CreateObservableGauge(name, read, description: description);

    private void Sum(string name, string description, Func<long> read) => _meter.CreateObservableCounter(name, read, description: description);
}
