using System.Collections.Concurrent;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// The faults that hold: makes them, knows them, ends each at its time. It promises that history and journal tell of a fault before it
/// is made, that it holds by what was seen, and that one change is made after the other.
/// </summary>
internal sealed class FaultKeeper : IDisposable
{
    private static readonly TimeSpan UndoneWithin = TimeSpan.FromSeconds(45);

    private readonly IEngine _engine;
    private readonly Func<LabParts> _parts;
    private readonly IHistory _history;
    private readonly TimeProvider _time;
    private readonly FaultJournal _journal;
    private readonly FaultEnds _ends;
    private readonly FaultUndo _undo;

    /// <summary>Holds nothing yet; <paramref name="parts"/> are asked for once the lab is started.</summary>
    public FaultKeeper(IEngine engine, Func<LabParts> parts, IHistory history, TimeProvider time)
    {
        (_engine, _parts, _history, _time) = (engine, parts, history, time);
        _journal = new FaultJournal(engine.FaultJournal);
        _ends = new FaultEnds(EndAsync, time);
        _undo = new FaultUndo(engine, parts, history, Forget, time);
    }

    /// <summary>By target.</summary>
    public ConcurrentDictionary<string, HeldFault> Held { get; } = new();

    /// <summary>Held by whoever changes something.</summary>
    public SemaphoreSlim Changing { get; } = new(1, 1);

    private LabParts Parts => _parts();

    /// <summary>Makes a fault, and returns when it was seen to hold.</summary>
    /// <exception cref="FaultNotConfirmedException">It was not; whatever had happened is undone.</exception>
    public async Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation)
    {
        await Changing.WaitAsync(cancellation);
        try
        {
            var (target, kind) = (fault.Fault.Target, fault.Fault.Kind);
            Parts.Scope.Check(target, kind);
            if (Held.ContainsKey(target.Name))
                throw new UnusableFaultException($"{target} is failed already; recover it first: ./aa recover {target}");
            var from = _time.GetUtcNow();
            var until = from + (fault.Fault.Duration ?? Fault.Longest);
            var lost = await Parts.WriterFaults.LosesAsync(target, cancellation);
            var held = new HeldFault(new ActiveFault(fault.Id, target.Name, kind.Text(), by, from, until, "") { Lost = lost }, target, kind);
            Parts.WriterFaults.Remember(held);
            _history.Write(held.Event(HistoryEvents.FaultInjecting, null));
            _journal.Add(held);
            Held[target.Name] = held;
            // Before it is made: whatever becomes of the rest, and of who asked for it, it has its end.
            _ends.Arm(held);
            var faults = new FaultSwitch(Parts, _time);
            bool holds;
            string seen;
            try
            {
                await faults.OnAsync(target, kind, until, cancellation);
                (holds, seen) = await _undo.UntilSeenAsync(faults, target, kind, cancellation);
            }
            catch (Exception failed) when (!cancellation.IsCancellationRequested)
            {
                // Something did not answer: that is no fault that was only pretended.
                _history.Write(held.Event(HistoryEvents.FaultGivenUp, failed.Message));
                await UndoWhatMayHaveHappenedAsync(held, cancellation);
                throw;
            }

            _history.Write(held.Event(holds ? HistoryEvents.FaultEffective : HistoryEvents.FaultIneffective, seen));
            if (!holds)
            {
                // Half a fault would be one that nobody knows of.
                await UndoWhatMayHaveHappenedAsync(held, cancellation);
                throw new FaultNotConfirmedException(fault.ToString(), seen);
            }

            Held[target.Name] = held with { Fault = held.Fault with { Evidence = seen } };
            return Held[target.Name].Fault;
        }
        finally
        {
            Changing.Release();
        }
    }

    /// <summary>Undoes the faults of some targets, or all; <paramref name="look"/> finds first what was done by hand a moment ago.</summary>
    public async Task<IReadOnlyList<string>> RecoverAsync(
        IReadOnlyCollection<Target>? targets, Func<CancellationToken, Task> look, CancellationToken cancellation)
    {
        await Changing.WaitAsync(cancellation);
        try
        {
            await look(cancellation);
            var mine = Held.Values.Where(f => targets is null || targets.Contains(f.Target)).ToList();
            await _undo.RecoverAsync(mine, cancellation);
            return [.. mine.Select(f => f.Target.Name)];
        }
        finally
        {
            Changing.Release();
        }
    }

    /// <summary>Undoes what an earlier life of the lab failed and did not live to undo.</summary>
    public async Task ReapAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var left = _journal.Left();
        if (left.Count == 0)
            return;
        progress.Report($"undoing the faults that an earlier life of the lab left: {string.Join(", ", left.Select(f => $"{f.Fault.Kind} {f.Target}"))}");
        foreach (var held in left)
        {
            Parts.WriterFaults.Remember(held);
            Held[held.Target.Name] = held;
            _journal.Add(held);
            _history.Write(held.Event(HistoryEvents.FaultRecovering, "left by an earlier life of the lab"));
        }

        await _engine.RefreshAsync(cancellation);
        await _undo.UndoAsync(left, cancellation);
    }

    /// <summary>What goes on without the controller must not stay failed without it. What cannot be undone stays in the journal.</summary>
    public async Task UndoBeforeTheEndAsync(Func<CancellationToken, Task> look)
    {
        using var limit = new CancellationTokenSource(UndoneWithin, _time);
        try
        {
            await RecoverAsync(null, look, limit.Token);
        }
        catch (Exception stayed)
        {
            // Whatever it was, the rest of the lab ends too; what stayed is in the journal.
            _history.Write(new HistoryEvent(HistoryEvents.Step) { Detail = $"the lab ended before it could undo all faults: {stayed.Message}" });
        }
    }

    /// <summary>From here on no fault ends by itself.</summary>
    public void StopEnds() => _ends.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends.Dispose();
        Changing.Dispose();
    }

    /// <summary>A fault's own time has come. False when it could not be undone yet.</summary>
    private async Task<bool> EndAsync(HeldFault held, CancellationToken cancellation)
    {
        await Changing.WaitAsync(cancellation);
        try
        {
            // It may have ended otherwise, and the target may have been failed anew since.
            if (!Held.TryGetValue(held.Target.Name, out var now) || now.Fault.Id != held.Fault.Id)
                return true;
            await _undo.RecoverAsync([now], cancellation);
            return true;
        }
        catch (LabEnvironmentException stayed)
        {
            _history.Write(held.Event(HistoryEvents.Step, $"the end of {held.Fault.Kind} {held.Target} has come and it could not be undone: {stayed.Message}"));
            return false;
        }
        finally
        {
            Changing.Release();
        }
    }

    /// <summary>A call that got no answer may have failed its target all the same. What cannot be undone now is tried again until it is.</summary>
    private async Task UndoWhatMayHaveHappenedAsync(HeldFault held, CancellationToken cancellation)
    {
        try
        {
            await _engine.RefreshAsync(cancellation);
            await _undo.UndoAsync([held], cancellation);
        }
        catch (Exception)
        {
            _ends.Arm(held with { Fault = held.Fault with { Until = _time.GetUtcNow() } });
        }
    }

    private void Forget(HeldFault held)
    {
        _ends.Forget(held.Target.Name);
        Held.TryRemove(held.Target.Name, out _);
        _journal.Remove(held);
    }
}
