using System.Collections.Concurrent;
using ActiveActive.Aurora;
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
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly IEngine _engine;
    private readonly JsonLinesHistory _history;
    private readonly GivenRecords _given;
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<string, HeldFault> _faults = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private LabParts? _parts;
    private HandWatch? _watch;

    /// <summary>A lab on an engine that holds its data; nothing runs yet.</summary>
    public RunningLab(IEngine engine, TimeProvider time)
    {
        (_engine, Time) = (engine, time);
        _given = new GivenRecords(engine.GivenRecords);
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

    private LabParts Parts => _parts ?? throw new InvalidOperationException("The lab is not started.");

    /// <inheritdoc/>
    public async Task StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        try
        {
            _parts = await _engine.StartAsync(progress, cancellation);
        }
        catch (Exception failure) when (failure is AuroraException or Processes.ChildStartException)
        {
            throw new LabEnvironmentException(failure.Message, failure);
        }

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
            var held = new HeldFault(
                new ActiveFault(fault.Id, target.Name, kind.Text(), by, from, fault.Fault.Duration is { } d ? from + d : null, ""), target, kind);
            _history.Write(held.Event(HistoryEvents.FaultInjecting, null));
            _faults[target.Name] = held;
            var faults = new FaultSwitch(Parts, Time);
            bool holds;
            string seen;
            try
            {
                await faults.OnAsync(target, kind, cancellation);
                (holds, seen) = await UntilSeenAsync(faults, target, kind, cancellation);
            }
            catch (Exception failed) when (!cancellation.IsCancellationRequested)
            {
                await GiveUpAsync(faults, held, failed, cancellation);
                throw;
            }

            _history.Write(held.Event(holds ? HistoryEvents.FaultEffective : HistoryEvents.FaultIneffective, seen));
            if (!holds)
            {
                // Half a fault would be one that nobody knows of.
                await _engine.RefreshAsync(cancellation);
                await RecoverOneAsync(faults, held, cancellation);
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
            await _watch!.LookAsync(cancellation);
            // What others live on comes first: a fault inside a dead emulator cannot be undone, and died with it.
            var mine = _faults.Values.Where(f => targets is null || targets.Contains(f.Target))
                .OrderBy(f => f.Target.Host is null ? 0 : 1).ToList();
            var faults = new FaultSwitch(Parts, Time);
            foreach (var held in mine)
                await NoteWhetherItHeldAsync(faults, held, cancellation);
            var stayed = new List<string>();
            foreach (var group in mine.GroupBy(f => f.Target.Host is null))
                await Task.WhenAll(group.Select(async f => await TryRecoverAsync(faults, f, stayed, cancellation)));
            await _engine.RefreshAsync(cancellation);
            if (stayed.Count > 0)
                throw new LabEnvironmentException($"recovered all but {string.Join("; ", stayed)}");
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
    public Task<MovingEvidence> GatherAsync(CancellationToken cancellation) => new Gatherer(Parts, _engine, Time).GatherAsync(cancellation);

    /// <inheritdoc/>
    public async Task<LabStatus> ObserveAsync(CancellationToken cancellation)
    {
        await _engine.RefreshAsync(cancellation);
        return await new Observer(Parts, Time).ObserveAsync(Engine, [.. _faults.Values.Select(f => f.Fault)], cancellation);
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
        if (_watch is not null)
            await _watch.DisposeAsync();
        _parts?.Dispose();
        _history.Write(new HistoryEvent(HistoryEvents.Stopped));
        _history.Dispose();
        _given.Dispose();
        // The engine last: it lets go of the data.
        await _engine.DisposeAsync();
        _http.Dispose();
        _changing.Dispose();
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

    /// <summary>
    /// Something did not answer, so whether the fault took hold is not known. It is undone as if it had; what cannot be undone now is
    /// left among the faults, where everybody sees it and recovery tries again.
    /// </summary>
    private async Task GiveUpAsync(FaultSwitch faults, HeldFault held, Exception why, CancellationToken cancellation)
    {
        _history.Write(held.Event(HistoryEvents.FaultGivenUp, why.Message));
        try
        {
            await _engine.RefreshAsync(cancellation);
            await RecoverOneAsync(faults, held, cancellation);
        }
        catch (Exception silent) when (!cancellation.IsCancellationRequested)
        {
            _history.Write(held.Event(HistoryEvents.Step, $"{held.Target} may be failed: what was begun could not be undone yet ({silent.Message})"));
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
        _faults.TryRemove(held.Target.Name, out _);
    }
}
