using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.RecordSource;

/// <summary>
/// Publishes the records of a batch to the in-DNS name. Every record's send resolves the name anew, as far as its TTL lets it;
/// records that were given the same answer share a request. What a queue did not acknowledge is sent again under the same id,
/// perhaps to the other region; what it did acknowledge is never sent again.
/// </summary>
public sealed class BatchPublisher(
    SourceOptions options, IEndpointResolver resolver, Func<string, IQueue> queueAt,
    AcknowledgedRecords acknowledged, SourceDependencies dependencies, IHistory history, TimeProvider time)
{
    /// <summary>Records of one chunk: as many as SQS takes in one request.</summary>
    public const int ChunkSize = 10;

    // Answers grow old while the chunk's others are asked for, and a region may be switched off meanwhile.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMilliseconds(400);

    private readonly SeededChance _chance = new(options.Seed);
    private readonly Lock _chanceGate = new();

    // A batch that is asked for again while it is under way waits here, and then finds its records acknowledged.
    private readonly Turnstile _turn = new();
    private volatile CancellationTokenSource? _current;

    /// <summary>
    /// Returns when every record is acknowledged. Records that were acknowledged before (in an earlier call that was cut off,
    /// or an earlier life of this process) are passed over.
    /// </summary>
    /// <exception cref="AlreadyPublishedException">A record was acknowledged in another batch; nothing more is read or sent after it.</exception>
    /// <exception cref="RepeatedRecordException">An id occurs twice in the batch; nothing more is read or sent after it.</exception>
    public async Task<PublishReport> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        await _turn.EnterAsync(cancellation);
        dependencies.Busy();
        try
        {
            return await PublishInTurnAsync(batch, records, cancellation);
        }
        finally
        {
            dependencies.Idle();
            _turn.Leave();
        }
    }

    /// <summary>Ends what is under way, unfinished; returns when nothing of it is. Without anything under way it does nothing.</summary>
    public async Task AbandonAsync(CancellationToken cancellation)
    {
        var current = _current;
        try
        {
            current?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself a moment ago.
        }

        await _turn.EnterAsync(cancellation);
        _turn.Leave();
    }

    private async Task<PublishReport> PublishInTurnAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var tally = new PublishTally();
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _current = abandon;
        var underWay = new List<Task>(options.Parallelism);
        try
        {
            await foreach (var chunk in ChunksAsync(batch, records, tally, abandon.Token))
            {
                if (underWay.Count == options.Parallelism)
                    await OneOfAsync(underWay);
                underWay.Add(PublishChunkAsync(chunk, tally, abandon.Token));
            }

            while (underWay.Count > 0)
                await OneOfAsync(underWay);
        }
        finally
        {
            // After a failure the others end before this call does: the next batch's turn begins with nothing under way.
            abandon.Cancel();
            await EndAsync(underWay);
        }

        history.Write(new HistoryEvent(HistoryEvents.BatchPublished) { Batch = batch, Count = tally.Acknowledged });
        return new PublishReport(batch, tally.Acknowledged, tally.PassedOver, tally.Retried, time.GetElapsedTime(began).TotalSeconds, tally.Hosts);
    }

    private static async Task OneOfAsync(List<Task> underWay)
    {
        var done = await Task.WhenAny(underWay);
        underWay.Remove(done);
        await done;
    }

    private static async Task EndAsync(List<Task> underWay)
    {
        foreach (var task in underWay)
        {
            try
            {
                await task;
            }
            catch (Exception)
            {
                // The failure that led here is the one to report.
            }
        }
    }

    private async IAsyncEnumerable<List<Record>> ChunksAsync(
        int batch, IAsyncEnumerable<Record> records, PublishTally tally,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var chunk = new List<Record>(ChunkSize);
        var seen = new HashSet<string>();
        await foreach (var record in records.WithCancellation(cancellation))
        {
            if (!seen.Add(record.Id))
                throw new RepeatedRecordException(record.Id, batch);
            if (acknowledged.BatchOf(record.Id) is { } earlier)
            {
                if (earlier != batch)
                    throw new AlreadyPublishedException(record.Id, earlier);
                tally.PassOver();
                continue;
            }

            chunk.Add(record);
            if (chunk.Count < ChunkSize)
                continue;
            yield return chunk;
            chunk = new List<Record>(ChunkSize);
        }

        if (chunk.Count > 0)
            yield return chunk;
    }

    private async Task PublishChunkAsync(List<Record> chunk, PublishTally tally, CancellationToken cancellation)
    {
        IReadOnlyList<Record> pending = chunk;
        for (var attempt = 1; ; attempt++)
        {
            var sent = await AttemptAsync(pending, attempt, tally, cancellation);
            pending = [.. pending.Where(r => !sent.Contains(r.Id))];
            if (pending.Count == 0)
                return;
            await Task.Delay(Jitter(), time, cancellation);
        }
    }

    /// <summary>
    /// One send for each record, grouped by the address that DNS gave it; who was told its address too long ago is left for the next attempt.
    /// Returns the ids that were acknowledged.
    /// </summary>
    private async Task<IReadOnlySet<string>> AttemptAsync(IReadOnlyList<Record> pending, int attempt, PublishTally tally, CancellationToken cancellation)
    {
        var told = new List<(Record Record, string Host, long At)>(pending.Count);
        try
        {
            foreach (var record in pending)
                told.Add((record, await resolver.ResolveAsync(DnsNames.In, cancellation), time.GetTimestamp()));
            dependencies.Worked(DnsNames.In);
        }
        catch (EndpointUnresolvedException unresolved)
        {
            dependencies.Failed(DnsNames.In, unresolved.Message, token => resolver.ResolveAsync(DnsNames.In, token));
        }

        var byHost = told.Where(t => time.GetElapsedTime(t.At) <= FreshFor).GroupBy(t => t.Host, t => t.Record).ToList();
        var sent = await Task.WhenAll(byHost.Select(async group =>
        {
            var accepted = await SendAsync(group.Key, [.. group], attempt, tally, cancellation);
            tally.Acknowledge(group.Key, accepted.Count);
            return accepted;
        }));
        return sent.SelectMany(ids => ids).ToHashSet();
    }

    private async Task<IReadOnlyList<string>> SendAsync(string host, List<Record> records, int attempt, PublishTally tally, CancellationToken cancellation)
    {
        HistoryEvent About(string what, Record record) => new(what)
        {
            Record = record.Id, Batch = record.Batch, Region = host, Queue = Topology.FirstQueue, Attempt = attempt,
        };

        history.Write([.. records.Select(r => About(HistoryEvents.Publishing, r))]);
        tally.Send(records.Count);
        using var timeout = new CancellationTokenSource(options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var results = await queueAt(host).SendAsync(records, either.Token);
            var accepted = records.Where((_, i) => results[i].Accepted).ToList();
            acknowledged.Add(accepted);
            history.Write(
            [
                .. records.Select((r, i) => results[i].Accepted
                    ? About(HistoryEvents.Acknowledged, r)
                    : About(results[i].Unknown ? HistoryEvents.Unknown : HistoryEvents.Refused, r) with { Detail = results[i].Error }),
            ]);
            dependencies.Worked(NameOf(host));
            return [.. accepted.Select(r => r.Id)];
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // No answer, or an answer that it failed: the records may be in the queue all the same. They are sent again under
            // the same ids, and the stores absorb what comes twice.
            var reason = timeout.IsCancellationRequested ? $"no answer within {options.AttemptTimeout.TotalSeconds} s" : failure.Message;
            history.Write([.. records.Select(r => About(HistoryEvents.Unknown, r) with { Detail = reason })]);
            dependencies.Failed(NameOf(host), reason, queueAt(host).ProbeAsync);
            return [];
        }
    }

    private static string NameOf(string host) => $"queue {Topology.FirstQueue} at {host}";

    private TimeSpan Jitter()
    {
        lock (_chanceGate)
            return options.RetryDelay * (0.5 + _chance.Unit());
    }
}
