using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>
/// A receive that waits. It looks again as soon as a message was sent or given back, and when a hidden one becomes visible; each
/// look passes the faults anew. A poll does not outlast the emulator: at a stop it answers with what there is, so that nobody
/// waits for it and no message is handed to somebody who has been given up on.
/// </summary>
/// <param name="store">The queues.</param>
/// <param name="faults">What every look passes.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends when the emulator has been asked to stop.</param>
public sealed class LongPoll(SqsStore store, SqsFaults faults, TimeProvider time, CancellationToken stopping)
{
    /// <summary>Receives, waiting as long as the request or else the queue says.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> Receive(ReceiveMessages operation, CancellationToken aborted)
    {
        var began = time.GetUtcNow();
        // Also finds out that there is such a queue before a pulse is made for it.
        var result = await Look();
        while (result.Messages.Count == 0)
        {
            var changed = store.Changed(operation.Name).Next;
            result = await Look();
            var left = began + result.Wait - time.GetUtcNow();
            if (result.Messages.Count > 0 || left <= TimeSpan.Zero || stopping.IsCancellationRequested)
                break;
            await WaitFor(changed, Until(result.LookAgain, left), aborted);
        }

        return result.Messages;

        Task<ReceiveResult> Look() => faults.Run(store, "ReceiveMessage", operation, r => r.Messages.Count, aborted);
    }

    private TimeSpan Until(DateTimeOffset? next, TimeSpan left)
    {
        // Timers count whole milliseconds: one that fires a moment early would find nothing and look once more.
        var visible = next - time.GetUtcNow() + TimeSpan.FromMilliseconds(1) ?? left;
        return visible < left ? TimeSpan.FromTicks(Math.Max(visible.Ticks, TimeSpan.TicksPerMillisecond)) : left;
    }

    private async Task WaitFor(Task changed, TimeSpan most, CancellationToken aborted)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        await Task.WhenAny(changed, Task.Delay(most, time, timer.Token));
        await timer.CancelAsync();
        aborted.ThrowIfCancellationRequested();
    }
}
