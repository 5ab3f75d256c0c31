using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Undoes faults: what others live on first, one that cannot be undone keeping no other from it, and history told of each whether it
/// held until then.
/// </summary>
internal sealed class FaultUndo(IEngine engine, Func<LabParts> parts, IHistory history, Action<HeldFault> forget, TimeProvider time)
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private LabParts Parts => parts();

    /// <summary>Undoes them, and notes of each whether it held until then.</summary>
    /// <exception cref="LabEnvironmentException">Some could not be undone; the message names them.</exception>
    public async Task RecoverAsync(IReadOnlyList<HeldFault> mine, CancellationToken cancellation)
    {
        var faults = new FaultSwitch(Parts, time);
        foreach (var held in mine.Where(f => f.Target.Kind != TargetKind.Writer))
            await NoteWhetherItHeldAsync(faults, held, cancellation);
        // An old writer takes no writes when it comes back either, so a writer's fault is over no sooner than it is on its way home.
        await UndoAsync(mine, cancellation, async held =>
        {
            if (held.Target.Kind == TargetKind.Writer)
                await NoteWhetherItHeldAsync(faults, held, cancellation);
        });
    }

    /// <summary>What others live on comes first: a fault inside a dead emulator cannot be undone, and died with it.</summary>
    public async Task UndoAsync(IReadOnlyList<HeldFault> mine, CancellationToken cancellation, Func<HeldFault, Task>? before = null)
    {
        var faults = new FaultSwitch(Parts, time);
        var stayed = new List<string>();
        foreach (var group in mine.GroupBy(f => f.Target.Kind.RecoveryOrder()).OrderBy(g => g.Key))
        {
            if (group.Any(f => f.Target.Kind == TargetKind.Writer))
                await Parts.WriterFaults.SettleAsync(cancellation);
            foreach (var held in group)
                await (before?.Invoke(held) ?? Task.CompletedTask);
            await Task.WhenAll(group.Select(async f => await TryRecoverAsync(faults, f, stayed, cancellation)));
        }

        await engine.RefreshAsync(cancellation);
        if (stayed.Count > 0)
            throw new LabEnvironmentException($"recovered all but {string.Join("; ", stayed)}");
    }

    /// <summary>An engine may say that a component is dead a moment after it killed it.</summary>
    public async Task<(bool Holds, string Seen)> UntilSeenAsync(FaultSwitch faults, Target target, FaultKind kind, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            await engine.RefreshAsync(cancellation);
            var (holds, seen) = await faults.LookAsync(target, kind, cancellation);
            if (holds || time.GetElapsedTime(began) >= SeenWithin)
                return (holds, seen);
            await Task.Delay(LookAgain, time, cancellation);
        }
    }

    private async Task NoteWhetherItHeldAsync(FaultSwitch faults, HeldFault held, CancellationToken cancellation)
    {
        try
        {
            // A loaded machine may leave one call without an answer, and a refusal is an answer: it is looked for again.
            var (holds, seen) = await UntilSeenAsync(faults, held.Target, held.Kind, cancellation);
            history.Write(held.Event(holds ? HistoryEvents.FaultHeld : HistoryEvents.FaultIneffective, seen));
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested)
        {
            // What it lives on does not answer, so nobody knows; it is recovered all the same.
            history.Write(held.Event(HistoryEvents.Step, $"{held.Target} could not be looked at before its recovery: {silent.Message}"));
        }

        history.Write(held.Event(HistoryEvents.FaultRecovering, null));
    }

    /// <summary>One that cannot be recovered keeps no other from it.</summary>
    private async Task TryRecoverAsync(FaultSwitch faults, HeldFault held, List<string> stayed, CancellationToken cancellation)
    {
        try
        {
            await RecoverOneAsync(faults, held, cancellation);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            lock (stayed)
                stayed.Add($"{held.Target} ({failed.Message})");
        }
    }

    private async Task RecoverOneAsync(FaultSwitch faults, HeldFault held, CancellationToken cancellation)
    {
        await faults.OffAsync(held.Target, cancellation);
        history.Write(held.Event(HistoryEvents.FaultRecovered, null));
        forget(held);
    }
}
