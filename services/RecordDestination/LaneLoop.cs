using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.Hosting.Resilience;
using ActiveActive.RecordDestination.Log;

namespace ActiveActive.RecordDestination;

/// <summary>
/// The end of a record's journey on one regional lane: <b>receive → keep → remove</b>. The lane's name is resolved for every
/// receive, as far as its TTL lets it, so a lane whose region goes offline goes on at the other region's queue. A message is
/// removed only after its record is on disk; whatever fails in between, it comes again, and the log absorbs it.
/// </summary>
public sealed class LaneLoop(
    Region lane, IEndpointResolver resolver, Func<string, IQueue> queueAt, IDeliveryLog log,
    DestinationOptions options, ComponentHealth health, IHistory history, TimeProvider time)
{
    private const int MaxReceive = 10;

    // After these the messages are left to come again: their queue may be gone for long, and the lane may have moved on.
    private const int RemovalAttempts = 3;

    private readonly string _queueName = $"queue {Topology.LastQueue} of lane {lane}";
    private readonly string _logName = $"delivery log of lane {lane}";
    private readonly Dependency _receiving = new(
        $"queue {Topology.LastQueue} of lane {lane}",
        new DependencyOptions { AttemptTimeout = options.AttemptTimeout + options.ReceiveWait, ProbeInterval = options.RetryDelay },
        health,
        new SeededChance(options.Seed).Fork($"lane/{lane}"),
        time);

    /// <summary>Turns until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
            await TurnAsync(cancellation);
    }

    /// <summary>One turn: up to ten messages from the lane's queue into the log. What was received is finished even when cancelled.</summary>
    public async Task TurnAsync(CancellationToken cancellation)
    {
        var (queue, messages) = await ReceiveUntilDoneAsync(cancellation);
        var mine = await RejectWhatIsNoRecordAsync(queue, messages);
        if (mine.Count == 0)
            return;
        Note(HistoryEvents.Received, queue, mine);

        var deliveries = mine.Select(m => new Delivery(m.Record!.Id, m.Record.Batch, m.Record.Body, lane.Name, time.GetUtcNow())).ToList();
        var fresh = await KeepAsync(deliveries, cancellation);

        // The invariant, said again where it is kept: a message is removed only when the log has answered for its record.
        if (fresh.Count != mine.Count)
            throw new InvalidOperationException($"lane {lane}: the log answered for {fresh.Count} of {mine.Count} records");
        history.Write([.. mine.Select((m, i) => About(HistoryEvents.Delivered, queue, m) with { Fresh = fresh[i] })]);
        Note(HistoryEvents.Removing, queue, mine);
        await RemoveAsync(queue, mine, cancellation);
    }

    private async Task<(IQueue Queue, IReadOnlyList<ReceivedMessage> Messages)> ReceiveUntilDoneAsync(CancellationToken cancellation)
    {
        try
        {
            return await _receiving.UntilDoneAsync(ReceiveAsync, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && cancellation.IsCancellationRequested)
        {
            // A receive that fails while the process ends is theirs and no bug of ours; the end goes on.
            throw new OperationCanceledException("the lane ended while its queue did not answer", failure, cancellation);
        }
    }

    private async Task<(IQueue Queue, IReadOnlyList<ReceivedMessage> Messages)> ReceiveAsync(CancellationToken cancellation)
    {
        var queue = queueAt(await resolver.ResolveAsync(DnsNames.Out(lane), cancellation));
        // After a failure the queue is asked without a wait: an empty answer tells at once that it works again.
        return (queue, await queue.ReceiveAsync(MaxReceive, _receiving.HasFailed ? TimeSpan.Zero : options.ReceiveWait, cancellation));
    }

    /// <summary>
    /// Keeps until the disk takes it. The records stay in hand meanwhile: to give them back would eat up their receives. There is no
    /// timeout here, because a sync that was given up would go on all the same.
    /// </summary>
    private async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var fresh = await log.KeepAsync(deliveries);
                health.DependencyRecovered(_logName);
                return fresh;
            }
            catch (DeliveryLogException refused)
            {
                health.DependencyFailed(_logName, refused.Message);
                await Task.Delay(options.RetryDelay, time, cancellation);
            }
        }
    }

    private async Task RemoveAsync(IQueue queue, IReadOnlyList<ReceivedMessage> kept, CancellationToken cancellation)
    {
        var handles = kept.Select(m => m.ReceiptHandle).ToList();
        for (var attempt = 1; attempt <= RemovalAttempts; attempt++)
        {
            if (await TryAsync(token => queue.DeleteAsync(handles, token)) is { } removed)
            {
                // A handle that the queue no longer takes belongs to a message that was received again meanwhile: its next turn removes it.
                Note(HistoryEvents.Removed, queue, [.. kept.Where((_, i) => removed[i].Accepted)]);
                return;
            }

            if (cancellation.IsCancellationRequested)
                return;
            await Task.Delay(options.RetryDelay, time, cancellation);
        }
    }

    /// <summary>A message that is not a record is given back at once, so that its receives add up and SQS moves it to the dead-letter queue.</summary>
    private async Task<IReadOnlyList<ReceivedMessage>> RejectWhatIsNoRecordAsync(IQueue queue, IReadOnlyList<ReceivedMessage> messages)
    {
        var strangers = messages.Where(m => m.Record is null).ToList();
        if (strangers.Count == 0)
            return messages;
        history.Write([.. strangers.Select(m => new HistoryEvent(HistoryEvents.Rejected)
        {
            Queue = queue.Name, MessageId = m.MessageId, Region = lane.Name, Attempt = m.Receives, Detail = m.NotARecord,
        })]);

        // Once is enough: if it fails they come back by themselves when their visibility ends.
        await TryAsync(token => queue.ChangeVisibilityAsync([.. strangers.Select(m => m.ReceiptHandle)], TimeSpan.Zero, token));
        return [.. messages.Where(m => m.Record is not null)];
    }

    /// <summary>One call with a timeout of its own; null when it failed or got no answer, and health says why.</summary>
    private async Task<IReadOnlyList<EntryResult>?> TryAsync(Func<CancellationToken, Task<IReadOnlyList<EntryResult>>> call)
    {
        using var patience = new CancellationTokenSource(options.AttemptTimeout, time);
        try
        {
            var results = await call(patience.Token);
            health.DependencyRecovered(_queueName);
            return results;
        }
        catch (Exception failure)
        {
            var reason = patience.IsCancellationRequested ? $"no answer within {options.AttemptTimeout.TotalSeconds} s" : failure.Message;
            health.DependencyFailed(_queueName, reason);
            return null;
        }
    }

    private void Note(string what, IQueue queue, IReadOnlyList<ReceivedMessage> messages) =>
        history.Write([.. messages.Select(m => About(what, queue, m))]);

    private HistoryEvent About(string what, IQueue queue, ReceivedMessage message) => new(what)
    {
        Record = message.Record!.Id, Batch = message.Record.Batch, Queue = queue.Name,
        MessageId = message.MessageId, Region = lane.Name, Attempt = message.Receives,
    };
}
