using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.RecordSource;
using ActiveActive.Scenarios;
using ActiveActive.Simulation.Lab;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Programs;

/// <summary>The record-source: the shipped publisher, asked as the lab's client asks it over HTTP.</summary>
public sealed class SourceProgram(LabParts parts) : SimProgram(parts.World, Components.RecordSource, parts.Events)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    // Of the life in which it began: a call that comes before the next life has its own finds nobody listening.
    private (Life Of, BatchPublisher Publisher)? _listening;

    /// <summary>Has a batch published; a source that dies in the middle is waited for and asked again.</summary>
    public async Task<PublishedBatch> PublishAsync(int batch, Func<IAsyncEnumerable<Record>> records, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var report = await AskAsync(batch, records(), cancellation);
                return new PublishedBatch(batch, report.Acknowledged + report.PassedOver, report.Retried)
                {
                    ByRegion = Region.All.Where(r => report.Hosts.ContainsKey(parts.AwsHost(r))).ToDictionary(r => r.Name, r => report.Hosts[parts.AwsHost(r)]),
                };
            }
            catch (IOException) when (!cancellation.IsCancellationRequested)
            {
                await Task.Delay(Beat, parts.World.Outside.Time, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task WorkAsync(CancellationToken stop)
    {
        var options = new SourceOptions();
        // Its own history is its journal.
        var acknowledged = new AcknowledgedRecords();
        acknowledged.Add(parts.Events.Where(e => e is { Component: Components.RecordSource, Event: HistoryEvents.Acknowledged })
            .Select(e => new Record(e.Record!, e.Batch!.Value, "")));
        using var dependencies = new SourceDependencies(options, Well, Life.Time);
        var (resolver, queues) = (parts.Resolver(Life), parts.QueuesOf(Life, Topology.FirstQueue));
        _listening = (Life, new BatchPublisher(
            options, parts.Defect?.SourceResolver?.Invoke(resolver) ?? resolver, host => parts.Defect?.SourceQueue?.Invoke(queues(host)) ?? queues(host), acknowledged,
            dependencies, History, Life.Time));
        await Task.Delay(Timeout.InfiniteTimeSpan, Life.Time, stop);
    }

    private async Task<PublishReport> AskAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        if (Life.IsOver || _listening is not var (of, publisher) || of != Life)
            throw new IOException("the source is not there");
        var answer = new TaskCompletionSource<PublishReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        Life.WhenOver(() => answer.TrySetException(new IOException("the source died")));
        Life.Do(() => Publish(publisher, batch, records, answer, cancellation));
        return await answer.Task;
    }

    private async void Publish(BatchPublisher publisher, int batch, IAsyncEnumerable<Record> records, TaskCompletionSource<PublishReport> answer, CancellationToken cancellation)
    {
        try
        {
            answer.TrySetResult(await publisher.PublishAsync(batch, records, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            answer.TrySetCanceled(cancellation);
        }
        catch (Exception refused)
        {
            answer.TrySetException(refused);
        }
    }
}
