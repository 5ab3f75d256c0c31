namespace ActiveActive.RecordSource;

/// <summary>
/// Lets one in at a time, in the order of asking. Whoever waited goes on in its own context, which a semaphore with a cancellation
/// leaves for the thread pool: a simulation has one thread.
/// </summary>
internal sealed class Turnstile
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Returns when it is the caller's turn; who has entered must <see cref="Leave"/>.</summary>
    public async Task EnterAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }

            _waiting.Enqueue(turn);
        }

        using var registration = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        await turn.Task;
    }

    /// <summary>Lets the next one in. Who has given up meanwhile is passed over.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            _taken = false;
        }
    }
}
