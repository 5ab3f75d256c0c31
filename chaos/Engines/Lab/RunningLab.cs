using System.Collections.Concurrent;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Hosting.History;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// The lab on whatever engine: publishes, fails, recovers, observes, collects. It promises that history tells of a fault before it
/// is made, that it holds by what was seen, and that what somebody did to a component by hand is written down too.
/// </summary>
internal sealed class RunningLab : ILab
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WritersWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UndoneWithin = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly IEngine _engine;
    private readonly JsonLinesHistory _history;
    private readonly GivenRecords _given;
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<string, HeldFault> _faults = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly FaultJournal _journal;
    private readonly FaultEnds _ends;
    private LabParts? _parts;
    private HandWatch? _watch;
    private ControlPlane? _plane;
    private ReplicationView? _replication;

    /// <summary>A lab on an engine that holds its data; nothing runs yet.</summary>
    public RunningLab(IEngine engine, TimeProvider time)
    {
        (_engine, Time) = (engine, time);
        _given = new GivenRecords(engine.GivenRecords);
        _journal = new FaultJournal(engine.FaultJournal);
        _ends = new FaultEnds(EndAsync, time);
        _history = new JsonLinesHistory(Path.Combine(engine.Histories, Components.Lab + ".jsonl"), Components.Lab, time);
        _history.Write(new HistoryEvent(HistoryEvents.Started));
    }

    /// <inheritdoc/>
    public string Engine => _engine.Name;

    /// <inheritdoc/>
    public IHistory History => _history;

    /// <inheritdoc/>
    public TimeProvider Time { get; }

    /// <inheritdoc/>
    public FaultScope Scope => Parts.Scope;

    /// <inheritdoc/>
    public IWriters? Writers { get; private set; }

    /// <inheritdoc/>
    public string? HistoryFolder => _engine.Histories;

    private LabParts Parts => _parts ?? throw new InvalidOperationException("The lab is not started.");

    /// <inheritdoc/>
    public async Task StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        try
        {
            _parts = await _engine.StartAsync(progress, cancellation);
            await TakeWritersAsync(_parts, cancellation);
        }
        catch (Exception failure) when (failure is AuroraException or Processes.ChildStartException)
        {
            throw new LabEnvironmentException(failure.Message, failure);
        }

        await ReapAsync(progress, cancellation);
        _watch = new HandWatch(_engine, _parts, _faults, _history, _changing, Time);
    }

    /// <inheritdoc/>
    public bool WasGiven(string id) => _given.Contains(id);

    /// <inheritdoc/>
    public async Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        var source = new SourceClient(Parts.Components[Components.RecordSource], Parts.RegionAt, _http, Time);
        return await source.PublishAsync(batch, () => _given.KeepAsync(records, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public async Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            var (target, kind) = (fault.Fault.Target, fault.Fault.Kind);
            Scope.Check(target, kind);
            if (_faults.ContainsKey(target.Name))
                throw new UnusableFaultException($"{target} is failed already; recover it first: ./aa recover {target}");
            var from = Time.GetUtcNow();
            var until = from + (fault.Fault.Duration ?? Fault.Longest);
            var lost = await Parts.WriterFaults.LosesAsync(target, cancellation);
            var held = new HeldFault(new ActiveFault(fault.Id, target.Name, kind.Text(), by, from, until, "") { Lost = lost }, target, kind);
            Parts.WriterFaults.Remember(held);
            _history.Write(held.Event(HistoryEvents.FaultInjecting, null));
            _journal.Add(held);
            _faults[target.Name] = held;
            // Before it is made: whatever becomes of the rest, and of who asked for it, it has its end.
            _ends.Arm(held);
            var faults = new FaultSwitch(Parts, Time);
            bool holds;
            string seen;
            try
            {
                await faults.OnAsync(target, kind, until, cancellation);
                (holds, seen) = await UntilSeenAsync(faults, target, kind, cancellation);
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

            _faults[target.Name] = held with { Fault = held.Fault with { Evidence = seen } };
            return _faults[target.Name].Fault;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            // What was done by hand a moment ago counts, too.
            if (_watch is not null)
                await _watch.LookAsync(cancellation);
            var mine = _faults.Values.Where(f => targets is null || targets.Contains(f.Target)).ToList();
            await RecoverHeldAsync(mine, cancellation);
            return [.. mine.Select(f => f.Target.Name)];
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> ReadKeysAsync(Replica replica, CancellationToken cancellation)
    {
        var keys = new HashSet<string>();
        await foreach (var row in new StoreReader(Parts).ReadAsync(replica, cancellation))
            keys.Add(row.Id);
        return keys;
    }

    /// <inheritdoc/>
    public async Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation)
    {
        var words = string.Join(", ", weights.Select(w => $"{w.Key} {w.Value}"));
        if (weights.Count == 0 || weights.Any(w => Region.All.All(r => r.Name != w.Key) || w.Value is < 0 or > 255))
            throw new UnusableFaultException($"weights '{words}' cannot be used; give some of {string.Join(" and ", Region.All)} a weight of 0 to 255");
        await new RouterClient(Parts, Time).SetWeightsAsync(weights, cancellation);
        _history.Write(new HistoryEvent(HistoryEvents.Step) { By = "hand", Target = DnsNames.In, Detail = $"the weights of the way in were set to {words}" });
    }

    /// <inheritdoc/>
    public Task<MovingEvidence> GatherAsync(CancellationToken cancellation) => new Gatherer(Parts, _engine, Time).GatherAsync(cancellation);

    /// <inheritdoc/>
    public async Task<LabStatus> ObserveAsync(CancellationToken cancellation)
    {
        await _engine.RefreshAsync(cancellation);
        var status = await new Observer(Parts, Time).ObserveAsync(Engine, [.. _faults.Values.Select(f => f.Fault)], cancellation);
        return await _replication!.AddToAsync(status, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CollectAsync(string folder, DateTimeOffset since, CancellationToken cancellation)
    {
        var writer = new RunFolderWriter(folder);
        await _given.AddToAsync(writer, cancellation);
        var missing = await new Collector(Parts, _engine).CollectAsync(writer, cancellation);
        return _watch?.BlindSince(since) is { } blind ? [.. missing, blind] : missing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ends.Dispose();
        if (_engine.Outlives && !_faults.IsEmpty)
            await UndoBeforeTheEndAsync();
        if (_watch is not null)
            await _watch.DisposeAsync();
        if (_plane is not null)
            await _plane.DisposeAsync();
        _parts?.Dispose();
        _history.Write(new HistoryEvent(HistoryEvents.Stopped));
        _history.Dispose();
        _given.Dispose();
        // The engine last: it lets go of the data.
        await _engine.DisposeAsync();
        _http.Dispose();
        _changing.Dispose();
    }

    /// <summary>From here on every database has one writer, where its endpoint says, whatever an earlier life of the lab was in the middle of.</summary>
    private async Task TakeWritersAsync(LabParts parts, CancellationToken cancellation)
    {
        _plane = new ControlPlane(parts.Pairs.Values, new RouterWriterEndpoint(new RouterClient(parts, Time)), _history, Time);
        (parts.WriterFaults, Writers) = (new WriterFaults(parts, _plane), new WriterMoves(_plane, _faults, _changing, _history));
        _replication = new ReplicationView(parts, _plane, Time);
        var from = Time.GetTimestamp();
        while (true)
        {
            try
            {
                await _plane.ReconcileAsync(cancellation);
                return;
            }
            catch (Exception slow) when (slow is LabEnvironmentException or TimeoutException or Npgsql.NpgsqlException
                    or AuroraException { InnerException: TimeoutException or Npgsql.NpgsqlException }
                && !cancellation.IsCancellationRequested && Time.GetElapsedTime(from) < WritersWithin)
            {
                // On a machine that is busy with starting, an answer may take longer than a call may last; it is asked again.
            }

            await Task.Delay(LookAgain, Time, cancellation);
        }
    }

    /// <summary>Undoes what an earlier life of the lab failed and did not live to undo.</summary>
    private async Task ReapAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var left = _journal.Left();
        if (left.Count == 0)
            return;
        progress.Report($"undoing the faults that an earlier life of the lab left: {string.Join(", ", left.Select(f => $"{f.Fault.Kind} {f.Target}"))}");
        foreach (var held in left)
        {
            Parts.WriterFaults.Remember(held);
            _faults[held.Target.Name] = held;
            _journal.Add(held);
            _history.Write(held.Event(HistoryEvents.FaultRecovering, "left by an earlier life of the lab"));
        }

        await _engine.RefreshAsync(cancellation);
        await UndoAsync(left, cancellation);
    }

    /// <summary>What goes on without the controller must not stay failed without it. What cannot be undone stays in the journal.</summary>
    private async Task UndoBeforeTheEndAsync()
    {
        using var limit = new CancellationTokenSource(UndoneWithin, Time);
        try
        {
            await RecoverAsync(null, limit.Token);
        }
        catch (Exception stayed)
        {
            // Whatever it was, the rest of the lab ends too; what stayed is in the journal.
            _history.Write(new HistoryEvent(HistoryEvents.Step) { Detail = $"the lab ended before it could undo all faults: {stayed.Message}" });
        }
    }

    /// <summary>A fault's own time has come. False when it could not be undone yet.</summary>
    private async Task<bool> EndAsync(HeldFault held, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            // It may have ended otherwise, and the target may have been failed anew since.
            if (!_faults.TryGetValue(held.Target.Name, out var now) || now.Fault.Id != held.Fault.Id)
                return true;
            await RecoverHeldAsync([now], cancellation);
            return true;
        }
        catch (LabEnvironmentException stayed)
        {
            _history.Write(held.Event(HistoryEvents.Step, $"the end of {held.Fault.Kind} {held.Target} has come and it could not be undone: {stayed.Message}"));
            return false;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task RecoverHeldAsync(IReadOnlyList<HeldFault> mine, CancellationToken cancellation)
    {
        var faults = new FaultSwitch(Parts, Time);
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
    private async Task UndoAsync(IReadOnlyList<HeldFault> mine, CancellationToken cancellation, Func<HeldFault, Task>? before = null)
    {
        var faults = new FaultSwitch(Parts, Time);
        var stayed = new List<string>();
        foreach (var group in mine.GroupBy(f => f.Target.Kind.RecoveryOrder()).OrderBy(g => g.Key))
        {
            if (group.Any(f => f.Target.Kind == TargetKind.Writer))
                await Parts.WriterFaults.SettleAsync(cancellation);
            foreach (var held in group)
                await (before?.Invoke(held) ?? Task.CompletedTask);
            await Task.WhenAll(group.Select(async f => await TryRecoverAsync(faults, f, stayed, cancellation)));
        }

        await _engine.RefreshAsync(cancellation);
        if (stayed.Count > 0)
            throw new LabEnvironmentException($"recovered all but {string.Join("; ", stayed)}");
    }

    /// <summary>A call that got no answer may have failed its target all the same. What cannot be undone now is tried again until it is.</summary>
    private async Task UndoWhatMayHaveHappenedAsync(HeldFault held, CancellationToken cancellation)
    {
        try
        {
            await _engine.RefreshAsync(cancellation);
            await UndoAsync([held], cancellation);
        }
        catch (Exception)
        {
            _ends.Arm(held with { Fault = held.Fault with { Until = Time.GetUtcNow() } });
        }
    }

    private void Forget(HeldFault held)
    {
        _ends.Forget(held.Target.Name);
        _faults.TryRemove(held.Target.Name, out _);
        _journal.Remove(held);
    }

    /// <summary>An engine may say that a component is dead a moment after it killed it.</summary>
    private async Task<(bool Holds, string Seen)> UntilSeenAsync(FaultSwitch faults, Target target, FaultKind kind, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        while (true)
        {
            await _engine.RefreshAsync(cancellation);
            var (holds, seen) = await faults.LookAsync(target, kind, cancellation);
            if (holds || Time.GetElapsedTime(began) >= SeenWithin)
                return (holds, seen);
            await Task.Delay(LookAgain, Time, cancellation);
        }
    }

    private async Task NoteWhetherItHeldAsync(FaultSwitch faults, HeldFault held, CancellationToken cancellation)
    {
        try
        {
            // A loaded machine may leave one call without an answer, and a refusal is an answer: it is looked for again.
            var (holds, seen) = await UntilSeenAsync(faults, held.Target, held.Kind, cancellation);
            _history.Write(held.Event(holds ? HistoryEvents.FaultHeld : HistoryEvents.FaultIneffective, seen));
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested)
        {
            // What it lives on does not answer, so nobody knows; it is recovered all the same.
            _history.Write(held.Event(HistoryEvents.Step, $"{held.Target} could not be looked at before its recovery: {silent.Message}"));
        }

        _history.Write(held.Event(HistoryEvents.FaultRecovering, null));
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
        _history.Write(held.Event(HistoryEvents.FaultRecovered, null));
        Forget(held);
    }
}
