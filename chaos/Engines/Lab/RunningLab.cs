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
/// The lab on whatever engine: publishes, observes, collects, and has <see cref="FaultKeeper"/> fail and recover. It promises that what
/// somebody did to a component by hand is written down too.
/// </summary>
internal sealed class RunningLab : ILab
{
    private static readonly TimeSpan WritersWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly IEngine _engine;
    private readonly JsonLinesHistory _history;
    private readonly GivenRecords _given;
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly FaultKeeper _faults;
    private LabParts? _parts;
    private HandWatch? _watch;
    private ControlPlane? _plane;
    private ReplicationView? _replication;
    private Observer? _observer;

    /// <summary>A lab on an engine that holds its data; nothing runs yet.</summary>
    public RunningLab(IEngine engine, TimeProvider time)
    {
        (_engine, Time) = (engine, time);
        _given = new GivenRecords(engine.GivenRecords);
        _history = new JsonLinesHistory(Path.Combine(engine.Histories, Components.Lab + ".jsonl"), Components.Lab, time);
        _history.Write(new HistoryEvent(HistoryEvents.Started));
        _faults = new FaultKeeper(engine, () => Parts, _history, time);
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

        await _faults.ReapAsync(progress, cancellation);
        _watch = new HandWatch(_engine, _parts, _faults.Held, _history, _faults.Changing, Time);
    }

    /// <inheritdoc/>
    public bool WasGiven(string id) => _given.Contains(id);

    /// <inheritdoc/>
    public Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation) =>
        Source().PublishAsync(batch, () => _given.KeepAsync(records, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation) => _faults.FailAsync(fault, by, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation) =>
        _faults.RecoverAsync(targets, LookAsync, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> ReadRowsAsync(Replica replica, CancellationToken cancellation) =>
        new StoreReader(Parts).ReadAsync(replica, cancellation).Select(line => line.ToRow());

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
        var status = await _observer!.ObserveAsync(Engine, [.. _faults.Held.Values.Select(f => f.Fault)], cancellation);
        return await _replication!.AddToAsync(status, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CollectAsync(string folder, DateTimeOffset since, CancellationToken cancellation)
    {
        var writer = new RunFolderWriter(folder);
        await Source().QuietAsync();
        await _given.AddToAsync(writer, cancellation);
        var missing = await new Collector(Parts, _engine).CollectAsync(writer, cancellation);
        return _watch?.BlindSince(since) is { } blind ? [.. missing, blind] : missing;
    }

    private SourceClient Source() => new(Parts.Components[Components.RecordSource], Parts.RegionAt, _http, Time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _faults.StopEnds();
        if (_engine.Outlives && !_faults.Held.IsEmpty)
            await _faults.UndoBeforeTheEndAsync(LookAsync);
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
        _faults.Dispose();
    }

    /// <summary>What was done by hand a moment ago counts, too.</summary>
    private Task LookAsync(CancellationToken cancellation) => _watch?.LookAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>From here on every database has one writer, where its endpoint says, whatever an earlier life of the lab was in the middle of.</summary>
    private async Task TakeWritersAsync(LabParts parts, CancellationToken cancellation)
    {
        _plane = new ControlPlane(parts.Pairs.Values, new RouterWriterEndpoint(new RouterClient(parts, Time)), _history, Time);
        (parts.WriterFaults, Writers) = (new WriterFaults(parts, _plane), new WriterMoves(_plane, _faults.Held, _faults.Changing, _history));
        _replication = new ReplicationView(parts, _plane, Time);
        _observer = new Observer(parts, Time);
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
}
