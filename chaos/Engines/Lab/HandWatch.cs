using System.Collections.Concurrent;
using System.Globalization;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Finds what somebody did to a component past the lab: a kill, a pause, a cut from the network. It counts as a fault by hand, which
/// ends when recover undoes it or when the same hand does.
/// </summary>
internal sealed class HandWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly IEngine _engine;
    private readonly LabParts _parts;
    private readonly ConcurrentDictionary<string, HeldFault> _faults;
    private readonly IHistory _history;
    private readonly SemaphoreSlim _changing;
    private readonly TimeProvider _time;
    private readonly string _life;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private int _found;
    private (DateTimeOffset At, string Why)? _blind;

    /// <summary>Watches until it is disposed; <paramref name="changing"/> is held by whoever fails or recovers.</summary>
    public HandWatch(
        IEngine engine, LabParts parts, ConcurrentDictionary<string, HeldFault> faults, IHistory history, SemaphoreSlim changing, TimeProvider time)
    {
        (_engine, _parts, _faults, _history, _changing, _time) = (engine, parts, faults, history, changing, time);
        // History outlasts the lab's life, so an id that only counts would come again.
        _life = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        _watching = WatchAsync();
    }

    /// <summary>Looks once, and notes what changed. The caller holds the lock of changes.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await _engine.RefreshAsync(cancellation);
        foreach (var component in _parts.Components.Values)
        {
            if (!_faults.TryGetValue(component.Name, out var held))
                NoteFailure(component);
            else if (held.Fault.Id.StartsWith("found-", StringComparison.Ordinal))
                NoteEnd(component, held);
        }
    }

    /// <summary>Why something done by hand may have been missed since a moment, or null: the engine did not answer.</summary>
    public string? BlindSince(DateTimeOffset since) =>
        _blind is { } blind && blind.At >= since ? $"what was done by hand was not watched at {blind.At:O}: {blind.Why}" : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                await _changing.WaitAsync(_end.Token);
                try
                {
                    await LookAsync(_end.Token);
                }
                catch (Exception unanswered) when (!_end.IsCancellationRequested)
                {
                    _blind = (_time.GetUtcNow(), unanswered.Message);
                }
                finally
                {
                    _changing.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private void NoteFailure(IComponent component)
    {
        FaultKind? kind = component.State switch
        {
            RunState.Gone => FaultKind.Kill,
            RunState.Paused => FaultKind.Pause,
            RunState.Disconnected or RunState.Partitioned => FaultKind.Disconnect,
            _ => null,
        };
        if (kind is null)
            return;
        var target = Target.Parse(component.Name);
        var id = string.Create(CultureInfo.InvariantCulture, $"found-{_life}-{++_found}");
        var seen = component.OwnEnd is { } own ? $"{component.Seen}: {own}" : component.Seen;
        var found = component.OwnEnd is null
            ? new ActiveFault(id, target.Name, kind.Value.Text(), "hand", _time.GetUtcNow(), null, seen) { Means = _engine.Outside }
            : new ActiveFault(id, target.Name, kind.Value.Text(), "itself", _time.GetUtcNow(), null, seen);
        var held = new HeldFault(found, target, kind.Value);
        _faults[target.Name] = held;
        _history.Write(held.Event(HistoryEvents.FoundFailed, seen));
        _history.Write(held.Event(HistoryEvents.FaultEffective, seen));
    }

    private void NoteEnd(IComponent component, HeldFault held)
    {
        if (component.State != RunState.Running)
            return;
        _history.Write(held.Event(HistoryEvents.FaultRecovered, component.Seen));
        _faults.TryRemove(component.Name, out _);
    }
}
