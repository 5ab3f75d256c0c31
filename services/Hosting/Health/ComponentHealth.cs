using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Hosting.Health;

/// <summary>A component's state with its reasons, as /health answers it. Changes are written to history.</summary>
public sealed class ComponentHealth(IHistory history, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private string _state = LifecycleState.ProcessRecords;
    private DateTimeOffset _since = time.GetUtcNow();
    private readonly List<TaskCompletionSource> _waiting = [];

    /// <summary>The state now.</summary>
    public string State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Something that this component needs does not work. Repeating it is free.</summary>
    public void DependencyFailed(string dependency, string reason) => Change(() => _reasons[dependency] = reason);

    /// <summary>It works again.</summary>
    public void DependencyRecovered(string dependency)
    {
        // Every call that succeeds says so, and mostly there is nothing to recover from.
        lock (_gate)
        {
            if (_reasons.ContainsKey(dependency))
                Change(() => _reasons.Remove(dependency));
        }
    }

    /// <summary>Completes when no dependency is failed; at once when none is.</summary>
    public async Task WaitUntilWellAsync(CancellationToken cancellation)
    {
        // Each waits on a source of its own and awaits it directly: what WaitAsync and WhenAny make of a shared one completes on the
        // thread pool, and a simulation has one thread.
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_reasons.Count == 0)
                return;
            _waiting.Add(waiting);
        }

        using var registration = cancellation.Register(() => waiting.TrySetCanceled(cancellation));
        try
        {
            await waiting.Task;
        }
        finally
        {
            lock (_gate)
                _waiting.Remove(waiting);
        }
    }

    /// <summary>State, reasons and since when.</summary>
    public HealthReport Report()
    {
        lock (_gate)
            return new HealthReport(_state, new Dictionary<string, string>(_reasons), _since);
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            var next = _reasons.Count == 0 ? LifecycleState.ProcessRecords : LifecycleState.FailedDependency;
            if (next == _state)
                return;
            _state = next;
            _since = time.GetUtcNow();
            if (_reasons.Count == 0)
                _waiting.ForEach(waiting => waiting.TrySetResult());
            history.Write(new HistoryEvent(HistoryEvents.State)
            {
                State = next,
                Detail = _reasons.Count == 0 ? null : string.Join("; ", _reasons.Select(r => $"{r.Key}: {r.Value}")),
            });
        }
    }
}

/// <summary>What /health answers.</summary>
/// <param name="State">A name of <see cref="LifecycleState"/>.</param>
/// <param name="Reasons">Failed dependency to reason; empty when all is well.</param>
public sealed record HealthReport(string State, IReadOnlyDictionary<string, string> Reasons, DateTimeOffset Since);
