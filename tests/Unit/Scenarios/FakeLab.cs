using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using ActiveActive.UnitTests.Spec;

namespace ActiveActive.UnitTests.Scenarios;

/// <summary>
/// A lab in memory that is honest unless told otherwise: what is published arrives at once; while something is failed it waits in
/// region 2's inbound queue and goes on after recovery. It leaves the same evidence as a real one.
/// </summary>
internal sealed class FakeLab(TimeProvider time) : ILab, IHistory
{
    private static readonly string[] Names =
    [
        Components.DnsRouter, Components.RecordSource, Components.RecordDestination,
        .. Region.All.Select(Components.Aws), .. Region.All.SelectMany(r => Topology.Pairs.Select(p => Components.Instance(r, p))),
        .. Region.All.SelectMany(r => Stage.All.Select(s => Components.Container(r, s))),
    ];

    private readonly RunScript _script = new();
    private readonly Dictionary<string, string> _bodies = [];
    private readonly List<Record> _given = [];
    private readonly List<(GivenRecord Record, string Message)> _waiting = [];
    private readonly List<ActiveFault> _faults = [];
    private bool _alive;

    public string Engine => "processes";

    public IHistory History => this;

    public TimeProvider Time => time;

    public FaultScope Scope => FaultScope.Everything;

    /// <summary>What was asked of it, in order.</summary>
    public IReadOnlyList<string> Calls => [.. Timed.Select(c => c.Call)];

    /// <summary>The same with the time of each.</summary>
    public List<(DateTimeOffset At, string Call)> Timed { get; } = [];

    /// <summary>How a batch is published instead of honestly; it may wait for ever.</summary>
    public Func<int, CancellationToken, Task>? BeforePublishing { get; set; }

    public Action<CancellationToken> BeforeCollecting { get; set; } = _ => { };

    /// <summary>The next record is acknowledged and vanishes.</summary>
    public bool LosesOne { get; set; }

    /// <summary>Faults are injected and do nothing.</summary>
    public bool PretendsFaults { get; set; }

    /// <summary>Why a fault cannot be injected now; null when it can.</summary>
    public Func<PlannedFault, Exception?>? CannotInject { get; set; }

    /// <summary>The next record is stored and delivered with another body than it was given.</summary>
    public bool AltersOne { get; set; }

    /// <summary>A component that does not work, whatever happens.</summary>
    public string? Ill { get; set; }

    /// <summary>How many more times a replica's rows cannot be read.</summary>
    public int CannotRead { get; set; }

    /// <summary>What it says it could not collect.</summary>
    public List<string> NotCollected { get; } = [];

    public IReadOnlyList<ActiveFault> Faults => _faults;

    public IEnumerable<string> Steps => _script.History.Where(e => e.Event == HistoryEvents.Step).Select(e => e.Detail!);

    public void Write(params ReadOnlySpan<HistoryEvent> events)
    {
        Live();
        foreach (var e in events)
            _script.Write(Components.Lab, e);
    }

    public Task StartAsync(IProgress<string> progress, CancellationToken cancellation) => Task.CompletedTask;

    public bool WasGiven(string id) => _given.Any(r => r.Id == id);

    public async Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        Note($"publish {batch}");
        Live();
        if (BeforePublishing is { } before)
            await before(batch, cancellation);
        var count = 0;
        var byRegion = new Dictionary<string, int>();
        await foreach (var record in records.WithCancellation(cancellation))
        {
            count++;
            _given.Add(record);
            _bodies[record.Id] = record.Body;
            var given = new GivenRecord(record.Id, record.Batch, BodyDigest.Of(record.Body));
            var region = _faults.Count > 0 ? Region.Two : Region.All[count % 2];
            byRegion[region.Name] = byRegion.GetValueOrDefault(region.Name) + 1;
            var message = _script.Publish(given, region);
            if (AltersOne)
            {
                AltersOne = false;
                _script.Finish(region, given with { Body = BodyDigest.Of(_bodies[record.Id] = "{}") }, message);
            }
            else if (LosesOne)
                LosesOne = false;
            else if (_faults.Count > 0)
                _waiting.Add((given, message));
            else
                _script.Finish(region, given, message);
        }

        return new PublishedBatch(batch, count, 0) { ByRegion = byRegion };
    }

    public Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation)
    {
        Note($"fail {fault.Fault.Target}");
        if (CannotInject?.Invoke(fault) is { } cannot)
            throw cannot;
        var expected = new ExpectedFault(fault.Id, fault.Fault.Target.Name, fault.Fault.Kind.Text());
        _script.Fault(HistoryEvents.FaultInjecting, expected, by: by);
        if (PretendsFaults)
        {
            _script.Fault(HistoryEvents.FaultIneffective, expected, "it still answers", by);
            throw new FaultNotConfirmedException(fault.ToString(), "it still answers");
        }

        _script.Fault(HistoryEvents.FaultEffective, expected, "it no longer answers", by);
        var active = new ActiveFault(fault.Id, expected.Target, expected.Kind, by, _script.Now, null, "it no longer answers");
        _faults.Add(active);
        return Task.FromResult(active);
    }

    public Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation)
    {
        Note(targets is null ? "recover" : $"recover {string.Join(",", targets)}");
        var mine = _faults.Where(f => targets is null || targets.Any(t => t.Name == f.Target)).ToList();
        foreach (var name in new[] { HistoryEvents.FaultHeld, HistoryEvents.FaultRecovering, HistoryEvents.FaultRecovered })
        {
            foreach (var fault in mine)
                _script.Fault(name, new ExpectedFault(fault.Id, fault.Target, fault.Kind), "seen", fault.By);
        }

        string[] recovered = [.. mine.Select(f => f.Target)];
        _faults.RemoveAll(mine.Contains);
        foreach (var (record, message) in _faults.Count == 0 ? _waiting : [])
            _script.Finish(Region.Two, record, message);
        if (_faults.Count == 0)
            _waiting.Clear();
        return Task.FromResult<IReadOnlyList<string>>(recovered);
    }

    public IAsyncEnumerable<StoredRow> ReadRowsAsync(Replica replica, CancellationToken cancellation) =>
        CannotRead-- > 0 ? throw new IOException("no answer") : _script.Stores[replica].ToAsyncEnumerable();

    public Task<MovingEvidence> GatherAsync(CancellationToken cancellation)
    {
        Note("gather");
        var places = new Evidence
        {
            Given = [.. _given.Select(r => new GivenRecord(r.Id, r.Batch, BodyDigest.Of(r.Body)))],
            Stores = _script.Stores.ToDictionary(s => s.Key, s => (IReadOnlyList<StoredRow>)[.. s.Value]),
            Deliveries = [.. _script.Deliveries],
        };
        return Task.FromResult(new MovingEvidence(places, _script.History.GroupBy(e => e.Component).Select(g => g.ToList())));
    }

    /// <summary>Changes a region's item of the first record, past every rule.</summary>
    public void ChangeItem(Region region, Func<StoredRow, StoredRow> change)
    {
        var items = _script.Stores[new Replica(region.Name, Topology.Table)];
        items[0] = change(items[0]);
    }

    public Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<LabStatus> ObserveAsync(CancellationToken cancellation) => Task.FromResult(new LabStatus(
        Engine,
        time.GetUtcNow(),
        [.. Names.Select(n => new ComponentStatus(n, n == Ill ? LifecycleState.FailedProcessing : LifecycleState.ProcessRecords, null, "", null, null, IsOwn: !n.Contains("/aurora-", StringComparison.Ordinal)))],
        [.. Region.All.SelectMany(r => Topology.Queues.Select(q =>
            new QueueStatus(r.Name, q, r == Region.Two && q == Topology.FirstQueue ? _waiting.Count : 0, 0, 0, 0)))],
        [.. _script.Stores.Select(s => new StoreStatus(s.Key.Region, s.Key.Store, s.Value.Count))],
        [.. _faults],
        _script.Deliveries.Count));

    public async Task<IReadOnlyList<string>> CollectAsync(string folder, DateTimeOffset since, CancellationToken cancellation)
    {
        Note("collect");
        BeforeCollecting(cancellation);
        var writer = new RunFolderWriter(folder);
        await writer.WriteRecordsAsync(_given.ToAsyncEnumerable(), cancellation);
        foreach (var (replica, rows) in _script.Stores)
        {
            await writer.WriteStoreAsync(
                replica,
                rows.Select(r => new StoreLine(r.Id, r.Batch, _bodies[r.Id], r.StoredBy, r.StoredAt, r.WrittenIn, r.AppliedAt)).ToAsyncEnumerable(),
                cancellation);
        }

        writer.WriteQueues([.. Region.All.SelectMany(r => Topology.Queues.SelectMany(q => new[]
        {
            new QueueContent(r.Name, q, false, r == Region.Two && q == Topology.FirstQueue ? _waiting.Count : 0, 0, 0, []),
            new QueueContent(r.Name, Topology.DeadLetterQueueOf(q), true, 0, 0, 0, []),
        }))]);
        using var files = new TemporaryFolder();
        await File.WriteAllLinesAsync(files.File("deliveries"), _script.Deliveries.Select(d =>
            JsonSerializer.Serialize(new DeliveryLine(d.Id, d.Batch, _bodies[d.Id], d.Lane, d.DeliveredAt), JsonSerializerOptions.Web)), cancellation);
        writer.CopyDeliveries(files.File("deliveries"));
        await File.WriteAllLinesAsync(files.File("history"), _script.History.Select(e => JsonSerializer.Serialize(e, HistoryJson.Default.HistoryEvent)), cancellation);
        writer.MergeHistory([files.File("history")]);
        return NotCollected;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Note(string call)
    {
        _script.NotBefore(time.GetUtcNow());
        Timed.Add((time.GetUtcNow(), call));
    }

    private void Live()
    {
        if (_alive)
            return;
        _alive = true;
        foreach (var component in Names.Where(n => !n.Contains("aurora", StringComparison.Ordinal)).Append(Components.Lab))
            _script.BeginLife(component);
    }
}
