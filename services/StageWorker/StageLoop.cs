using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.Hosting.Resilience;

namespace ActiveActive.StageWorker;

/// <summary>
/// What a stage does with records, and the only place that does it: <b>receive → store → send on → remove</b>. A record leaves
/// its in-queue only after it is stored and accepted by the next queue, so whatever dies, and wherever, the record is still in
/// the in-queue or already further on. Every step may be repeated: stores are idempotent by record id, and what a repeated send
/// duplicates the next store absorbs.
/// </summary>
public sealed class StageLoop(
    Stage stage, IQueue inQueue, IRecordStore store, IQueue outQueue,
    StageDependencies dependencies, StageOptions options, ComponentHealth health, IHistory history, TimeProvider time)
{
    private const int MaxReceive = 10;

    /// <summary>Turns until cancelled. While a dependency is failed no further message is received.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            // The loop that found the failure keeps probing; the others wait here with empty hands. If the failure is in
            // receiving alone, whoever comes first probes by receiving.
            if (!dependencies.Receiving.HasFailed || dependencies.AnyBesidesReceivingHasFailed)
                await health.WaitUntilWellAsync(cancellation);
            await TurnAsync(cancellation);
        }
    }

    /// <summary>One turn: up to ten messages from the in-queue to the next.</summary>
    public async Task TurnAsync(CancellationToken cancellation)
    {
        // After a failure the queue is asked without a wait: an empty answer tells at once that it works again.
        var messages = await dependencies.Receiving.UntilDoneAsync(
            token => inQueue.ReceiveAsync(MaxReceive, dependencies.Receiving.HasFailed ? TimeSpan.Zero : options.ReceiveWait, token), cancellation);
        if (messages.Count == 0)
            return;

        await using var hold = new VisibilityHold(inQueue, messages, options.Visibility, time, cancellation);
        var mine = await RejectWhatIsNoRecordAsync(messages, cancellation);
        if (mine.Count == 0)
            return;
        Note(HistoryEvents.Received, mine);

        var records = mine.Select(m => m.Record!).DistinctBy(r => r.Id).ToList();
        var fresh = await dependencies.Store.UntilDoneAsync(token => store.StoreAsync(records, token), cancellation);
        history.Write([.. records.Select(r => About(HistoryEvents.Stored, r) with { Store = stage.Name, Fresh = fresh.Contains(r.Id) })]);

        var accepted = await SendOnAsync(records, cancellation);

        // The invariant, said again where it is kept: nothing is removed that was not stored and accepted.
        var removable = mine.Where(m => accepted.Contains(m.Record!.Id)).ToList();
        if (removable.Count != mine.Count)
            throw new InvalidOperationException($"{stage}: {mine.Count - removable.Count} messages would be removed before the next queue accepted them");
        Note(HistoryEvents.Removing, removable);
        var handles = removable.Select(m => m.ReceiptHandle).ToList();
        var removed = await dependencies.Removing.UntilDoneAsync(token => inQueue.DeleteAsync(handles, token), cancellation);
        hold.Release();

        // A handle that the queue no longer takes belongs to a message that was received again meanwhile: its next turn removes it.
        Note(HistoryEvents.Removed, [.. removable.Where((_, i) => removed[i].Accepted)]);
    }

    /// <summary>Sends until the out-queue has accepted every record, entry by entry.</summary>
    private async Task<IReadOnlySet<string>> SendOnAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var accepted = new HashSet<string>();
        return await dependencies.OutQueue.UntilDoneAsync(
            async token =>
            {
                var pending = records.Where(r => !accepted.Contains(r.Id)).ToList();
                var results = await outQueue.SendAsync(pending, token);
                var now = pending.Where((_, i) => results[i].Accepted).ToList();
                accepted.UnionWith(now.Select(r => r.Id));
                history.Write([.. now.Select(r => About(HistoryEvents.Accepted, r) with { Queue = outQueue.Name })]);
                return results.FirstOrDefault(r => !r.Accepted).Error is { } refusal
                    ? throw new EntryRefusedException(outQueue.Name, pending.Count - now.Count, refusal)
                    : accepted;
            },
            cancellation);
    }

    /// <summary>
    /// A message that is not a record is given back at once, so that its receives add up and SQS moves it to the dead-letter queue.
    /// </summary>
    private async Task<IReadOnlyList<ReceivedMessage>> RejectWhatIsNoRecordAsync(
        IReadOnlyList<ReceivedMessage> messages, CancellationToken cancellation)
    {
        var strangers = messages.Where(m => m.Record is null).ToList();
        if (strangers.Count == 0)
            return messages;
        history.Write([.. strangers.Select(m => new HistoryEvent(HistoryEvents.Rejected)
        {
            Queue = inQueue.Name, MessageId = m.MessageId, Attempt = m.Receives, Detail = m.NotARecord,
        })]);
        await dependencies.Removing.UntilDoneAsync(
            token => inQueue.ChangeVisibilityAsync([.. strangers.Select(m => m.ReceiptHandle)], TimeSpan.Zero, token), cancellation);
        return [.. messages.Where(m => m.Record is not null)];
    }

    private void Note(string what, IReadOnlyList<ReceivedMessage> messages) => history.Write([.. messages.Select(m =>
        About(what, m.Record!) with { Queue = inQueue.Name, MessageId = m.MessageId, Attempt = m.Receives })]);

    private static HistoryEvent About(string what, Record record) => new(what) { Record = record.Id, Batch = record.Batch };
}

/// <summary>A queue answered, but turned entries down: it counts as a failed dependency until it takes them.</summary>
public sealed class EntryRefusedException(string queue, int count, string reason)
    : Exception($"{queue} turned down {count} of a batch: {reason}");
