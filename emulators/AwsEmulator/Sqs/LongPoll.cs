using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>
/// A receive that waits. It looks again as soon as a message was sent or given back, and when a hidden one becomes visible; each
/// look passes the faults anew.
/// </summary>
public sealed class LongPoll(SqsStore store, SqsFaults faults, TimeProvider time)
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
            if (result.Messages.Count > 0 || left <= TimeSpan.Zero)
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
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        await Task.WhenAny(changed, Task.Delay(most, time, timer.Token));
        await timer.CancelAsync();
        aborted.ThrowIfCancellationRequested();
    }
}
