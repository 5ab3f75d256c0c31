using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Ends each fault at its own time, whoever made it and whatever became of them. One timer a target; a recovery takes it away, so that
/// no timer ends a fault that was not its own.
/// </summary>
internal sealed class FaultEnds(Func<HeldFault, CancellationToken, Task<bool>> end, TimeProvider time) : IDisposable
{
    /// <summary>Pause before an end that did not succeed is tried again: what the target lives on may be failed itself.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ITimer> _timers = [];
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Ends <paramref name="held"/> when its time has come.</summary>
    public void Arm(HeldFault held)
    {
        if (held.Fault.Until is { } until)
            Arm(held, until - time.GetUtcNow());
    }

    /// <summary>The fault on a target has ended otherwise.</summary>
    public void Forget(string target)
    {
        lock (_lock)
        {
            if (_timers.Remove(target, out var timer))
                timer.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        lock (_lock)
        {
            foreach (var timer in _timers.Values)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private void Arm(HeldFault held, TimeSpan due)
    {
        lock (_lock)
        {
            if (_closing.IsCancellationRequested)
                return;
            _timers.Remove(held.Target.Name, out var before);
            before?.Dispose();
            _timers[held.Target.Name] = time.CreateTimer(_ => _ = EndAsync(held), null, due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task EndAsync(HeldFault held)
    {
        try
        {
            if (!await end(held, _closing.Token))
                Arm(held, Again);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The lab goes down. What it still holds is in its journal.
        }
    }
}
