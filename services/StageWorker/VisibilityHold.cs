using ActiveActive.Contracts;

namespace ActiveActive.StageWorker;

/// <summary>
/// Keeps received messages hidden while work on them goes on: renews their visibility at every third of it. Renewal is best
/// effort. If it fails the messages come back to somebody else, which costs a duplicate and loses nothing. Messages that are
/// still held when the work is given up are handed back at once.
/// </summary>
public sealed class VisibilityHold : IAsyncDisposable
{
    private static readonly TimeSpan HandBackPatience = TimeSpan.FromMilliseconds(500);

    private readonly IQueue _queue;
    private readonly List<string> _handles;
    private readonly TimeSpan _visibility;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private readonly PeriodicTimer _timer;
    private readonly Task _renewal;
    private bool _released;

    /// <summary>Begins to hold <paramref name="messages"/>.</summary>
    public VisibilityHold(
        IQueue queue, IReadOnlyList<ReceivedMessage> messages, TimeSpan visibility, TimeProvider time, CancellationToken cancellation)
    {
        _queue = queue;
        // What is not a record is not held: it has to come back.
        _handles = [.. messages.Where(m => m.Record is not null).Select(m => m.ReceiptHandle)];
        _visibility = visibility;
        _time = time;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _timer = new PeriodicTimer(visibility / 3, time);
        _renewal = _handles.Count == 0 ? Task.CompletedTask : RenewAsync(_end.Token);
    }

    /// <summary>The messages are removed; there is nothing to hand back.</summary>
    public void Release() => _released = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The timer first: its end is no exception, and there is one for every turn.
        _timer.Dispose();
        // Not CancelAsync, which hands over to the thread pool: a simulation has one thread.
        _end.Cancel();
        await _renewal;
        _end.Dispose();
        if (_released || _handles.Count == 0)
            return;
        using var patience = new CancellationTokenSource(HandBackPatience, _time);
        await TryAsync(() => _queue.ChangeVisibilityAsync(_handles, TimeSpan.Zero, patience.Token));
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(cancellation))
            {
                using var patience = new CancellationTokenSource(_visibility / 3, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
                await TryAsync(() => _queue.ChangeVisibilityAsync(_handles, _visibility, either.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done or given up.
        }
    }

    // Any failure means the same: the messages come back by themselves when their visibility ends.
    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception)
        {
        }
    }
}
