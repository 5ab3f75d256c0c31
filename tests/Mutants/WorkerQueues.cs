using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;

namespace ActiveActive.Mutants;

/// <summary>Removes every third message and tells nobody.</summary>
internal sealed class DroppingQueue(IQueue inner) : QueueAround(inner)
{
    private const int Every = 3;
    private int _received;

    public override async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
    {
        var messages = await base.ReceiveAsync(max, wait, cancellation);
        var dropped = messages.Where(_ => Interlocked.Increment(ref _received) % Every == 0).ToList();
        if (dropped.Count > 0)
            await base.DeleteAsync([.. dropped.Select(m => m.ReceiptHandle)], cancellation);
        return [.. messages.Except(dropped)];
    }
}

/// <summary>Hands out records with another body.</summary>
internal sealed class AlteringQueue(IQueue inner) : QueueAround(inner)
{
    public override async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation) =>
        [.. (await base.ReceiveAsync(max, wait, cancellation)).Select(m => m.Record is { } record ? m with { Record = record with { Body = record.Body + "?" } } : m)];
}

/// <summary>Sends everything twice, and notes both.</summary>
internal sealed class TwiceSendingQueue(IQueue inner, IHistory history) : QueueAround(inner)
{
    public override async Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        var first = await base.SendAsync(records, cancellation);
        history.Write([.. records.Where((_, i) => first[i].Accepted)
            .Select(r => new HistoryEvent(HistoryEvents.Accepted) { Record = r.Id, Batch = r.Batch, Queue = Name })]);
        return await base.SendAsync(records, cancellation);
    }
}

/// <summary>Gives messages back instead of removing them.</summary>
internal sealed class KeepingQueue(IQueue inner) : QueueAround(inner)
{
    public override async Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation)
    {
        await ChangeVisibilityAsync(receiptHandles, TimeSpan.Zero, cancellation);
        return [.. receiptHandles.Select(_ => new EntryResult("it was not removed"))];
    }
}

/// <summary>Sends one message beside the records that is none: its id is longer than an id may be.</summary>
internal sealed class LitteringQueue(IQueue inner) : QueueAround(inner)
{
    private int _littered;

    public override async Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _littered, 1) == 0)
            await base.SendAsync([new Record(new string('x', 129), 1, "litter")], cancellation);
        return await base.SendAsync(records, cancellation);
    }
}

/// <summary>Receives once, and from then on says that there is nothing.</summary>
internal sealed class StallingQueue(IQueue inner, TimeProvider time) : QueueAround(inner)
{
    private int _stalled;

    public override async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _stalled) == 0)
        {
            var messages = await base.ReceiveAsync(1, wait, cancellation);
            if (messages.Count > 0)
                Volatile.Write(ref _stalled, 1);
            return messages;
        }

        await Task.Delay(wait, time, cancellation);
        return [];
    }
}

/// <summary>A failure that it met once is a failure for good.</summary>
internal sealed class ResentfulQueue(IQueue inner, ComponentHealth health) : QueueAround(inner)
{
    public override async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            return await base.ReceiveAsync(max, wait, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            health.DependencyFailed($"queue {Name}, once", failure.Message);
            throw;
        }
    }
}
