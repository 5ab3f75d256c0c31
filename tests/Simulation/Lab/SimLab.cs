using System.Runtime.CompilerServices;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Simulation.Programs;
using ActiveActive.Simulation.Worlds;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Lab;

/// <summary>
/// The third lab: shipped code on a virtual clock. Scenarios and the spec cannot tell it from the other two; what it leaves as evidence
/// is in memory.
/// </summary>
public sealed class SimLab : ILab
{
    /// <summary>What it is called.</summary>
    public const string Name = "simulation";

    private readonly SeededChance _chance;
    private readonly FaultSwitch _switch;
    private readonly Watcher _watcher;
    private readonly Deaths _deaths;
    private readonly List<HeldFault> _faults = [];
    private readonly List<Record> _given = [];
    private int _broken;

    /// <summary>A lab in a world; nothing has begun.</summary>
    /// <param name="watched">True to have what its workers ask of their queues looked at.</param>
    public SimLab(World world, Weather weather, SeededChance chance, Defects.SimDefect? defect = null, bool watched = false)
    {
        _chance = chance.Fork("lab");
        Parts = new LabParts(world, weather, chance, Events) { Defect = defect, Watch = watched ? new Ports.WorkerWatch(world) : null };
        History = new MemoryHistory(world, Components.Lab, "1", Events);
        (_switch, _watcher) = (new FaultSwitch(Parts), new Watcher(Parts));
        _deaths = new Deaths(Parts, weather.Deaths, component => _faults.Any(f => f.Target.Name == component));
    }

    /// <summary>What is in it.</summary>
    public LabParts Parts { get; }

    /// <summary>All that everybody wrote down, in order.</summary>
    public List<HistoryEvent> Events { get; } = new(2048);

    /// <inheritdoc/>
    public string Engine => Name;

    /// <inheritdoc/>
    public IHistory History { get; }

    /// <inheritdoc/>
    public TimeProvider Time => Parts.World.Outside.Time;

    /// <inheritdoc/>
    public FaultScope Scope => FaultScope.Everything;

    /// <inheritdoc/>
    public async Task StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        History.Write(new HistoryEvent(HistoryEvents.Started));
        foreach (var part in Parts.All.Values)
        {
            if (part is SimProgram program)
                program.Broke = NoteBug;
            part.Start();
        }

        _deaths.Begin();
        await Pause(5, cancellation);
    }

    /// <inheritdoc/>
    public bool WasGiven(string id) => _given.Any(r => r.Id == id);

    /// <inheritdoc/>
    public Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation) =>
        Parts.Source.PublishAsync(batch, () => KeepAsync(records), cancellation);

    /// <inheritdoc/>
    public async Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation)
    {
        var (target, kind) = (fault.Fault.Target, fault.Fault.Kind);
        if (_faults.Any(f => f.Target == target))
            throw new UnusableFaultException($"{target} is failed already; recover it first");
        var lost = target.Kind == TargetKind.Writer ? Parts.Writers.WriterOf(target.Part!).Name : null;
        var held = new HeldFault(new ActiveFault(fault.Id, target.Name, kind.Text(), by, Time.GetUtcNow(), null, "") { Lost = lost }, target, kind);
        _faults.Add(held);
        _deaths.Undo(target.Name);
        History.Write(held.Event(HistoryEvents.FaultInjecting, null));
        await Pause(20, cancellation);
        try
        {
            await _switch.OnAsync(target, kind, cancellation);
        }
        catch (UnusableFaultException why)
        {
            _faults.Remove(held);
            History.Write(held.Event(HistoryEvents.FaultGivenUp, why.Message));
            throw;
        }

        await Pause(10, cancellation);
        var (holds, seen) = _switch.Look(target, kind);
        History.Write(held.Event(holds ? HistoryEvents.FaultEffective : HistoryEvents.FaultIneffective, seen));
        if (!holds)
            throw new FaultNotConfirmedException(fault.ToString(), seen);
        return held.Fault with { Evidence = seen };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation)
    {
        var mine = _faults.Where(f => targets is null || targets.Contains(f.Target)).ToList();
        foreach (var held in mine.Where(f => f.Target.Kind != TargetKind.Writer))
            NoteWhetherItHeld(held);
        foreach (var group in mine.GroupBy(f => f.Target.Kind.RecoveryOrder()).OrderBy(g => g.Key))
        {
            foreach (var held in group)
            {
                if (held.Target.Kind == TargetKind.Writer)
                    NoteWhetherItHeld(held);
                await Pause(5, cancellation);
                History.Write(held.Event(HistoryEvents.FaultRecovering, null));
                await _switch.OffAsync(held.Target, cancellation);
                await Pause(5, cancellation);
                History.Write(held.Event(HistoryEvents.FaultRecovered, "it works again"));
                _faults.Remove(held);
            }
        }

        return [.. mine.Select(f => f.Target.Name)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredRow> ReadRowsAsync(Replica replica, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (!_watcher.Answers(replica))
            await Pause(100, cancellation);
        foreach (var row in Harvest.RowsOf(Parts, replica))
            yield return row;
    }

    /// <inheritdoc/>
    public Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation)
    {
        Parts.Router.Table.SetWeights(Parts.Router.Set(DnsNames.In), weights);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<LabStatus> ObserveAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Parts.Writers.Settle();
        return Task.FromResult(_watcher.Look([.. _faults.Select(f => f.Fault)]));
    }

    /// <inheritdoc/>
    public Task<MovingEvidence> GatherAsync(CancellationToken cancellation) => Task.FromResult(new MovingEvidence(
        Harvest.Places(Parts, _given, _watcher.Answers),
        Events.GroupBy(e => e.Component).Select(g => (IReadOnlyList<HistoryEvent>)[.. g])));

    /// <summary>All evidence, in memory.</summary>
    public Evidence Collect(RunFacts run, IReadOnlyList<Sample> samples) => Harvest.All(Parts, _given, Events, run, samples);

    /// <summary>There is no folder: <see cref="Collect"/> has what one would hold.</summary>
    public Task<IReadOnlyList<string>> CollectAsync(string folder, DateTimeOffset since, CancellationToken cancellation) =>
        throw new NotSupportedException("a simulation leaves its evidence in memory");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<Record> KeepAsync(IAsyncEnumerable<Record> records)
    {
        await foreach (var record in records)
        {
            if (!_given.Any(g => ReferenceEquals(g, record) || g.Id == record.Id))
                _given.Add(record);
            yield return record;
        }
    }

    private void NoteWhetherItHeld(HeldFault held)
    {
        var (holds, seen) = _switch.Look(held.Target, held.Kind);
        History.Write(held.Event(holds ? HistoryEvents.FaultHeld : HistoryEvents.FaultIneffective, seen));
    }

    /// <summary>A program that ends by itself has a bug, and the run fails by it.</summary>
    private void NoteBug(SimProgram program, Exception bug)
    {
        var held = new HeldFault(
            new ActiveFault($"found-{++_broken}", program.Component, FaultKind.Kill.Text(), "itself", Time.GetUtcNow(), null, bug.Message),
            Target.Parse(program.Component), FaultKind.Kill);
        _faults.Add(held);
        History.Write(held.Event(HistoryEvents.FoundFailed, bug.ToString()));
        History.Write(held.Event(HistoryEvents.FaultEffective, bug.Message));
    }

    private Task Pause(int mostMilliseconds, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(1) + TimeSpan.FromMilliseconds(mostMilliseconds) * _chance.Unit(), Time, cancellation);
}
