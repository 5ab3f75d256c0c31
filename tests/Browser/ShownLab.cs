using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Controller;
using ActiveActive.Faults;
using ActiveActive.Hosting.History;
using ActiveActive.Scenarios;
using ActiveActive.Spec;

namespace ActiveActive.BrowserTests;

/// <summary>
/// A lab that shows what a test tells it to, with real histories, so that the page can be tried without twenty processes: what a fault
/// does here is that its target's state says so.
/// </summary>
public sealed class ShownLab(string folder) : ILab, ILabFactory, IRunner
{
    private readonly Lock _lock = new();
    private readonly List<ActiveFault> _faults = [];
    private readonly Dictionary<string, JsonLinesHistory> _histories = [];
    private readonly Dictionary<(string, string), long> _waiting = [];
    private readonly HashSet<string> _silent = [];
    private readonly Dictionary<string, int> _weights = Region.All.ToDictionary(r => r.Name, _ => 1);

    public string Engine => "processes";

    public IHistory History => Of(Components.Lab);

    public TimeProvider Time => TimeProvider.System;

    public FaultScope Scope => FaultScope.Everything;

    public string? HistoryFolder => folder;

    /// <summary>What the last run was asked to be.</summary>
    public RunRequest? Asked { get; private set; }

    /// <summary>Records in the delivery log.</summary>
    public long Delivered { get; set; }

    /// <summary>A component's history.</summary>
    public IHistory Of(string component)
    {
        lock (_lock)
        {
            if (!_histories.TryGetValue(component, out var history))
                _histories[component] = history = new JsonLinesHistory(Path.Combine(folder, component.Replace('/', '-') + ".jsonl"), component, Time);
            return history;
        }
    }

    /// <summary>Has a queue show so many messages.</summary>
    public void Wait(Region region, string queue, long messages)
    {
        lock (_lock)
            _waiting[(region.Name, queue)] = messages;
    }

    /// <summary>Has a region's queues and stores answer nobody, or answer again.</summary>
    public void Silence(Region region, bool silent)
    {
        lock (_lock)
            _ = silent ? _silent.Add(region.Name) : _silent.Remove(region.Name);
    }

    public ILab Create() => this;

    public Task StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public bool WasGiven(string id) => false;

    public Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        var active = new ActiveFault(
            fault.Id, fault.Fault.Target.Name, fault.Fault.Kind.Text(), by, now, now + (fault.Fault.Duration ?? Fault.Longest), $"{fault.Fault.Target} was seen to stand still");
        lock (_lock)
            _faults.Add(active);
        return Task.FromResult(active);
    }

    public Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation)
    {
        lock (_lock)
        {
            IReadOnlyList<string> gone = [.. _faults.Select(f => f.Target).Where(n => targets is null || targets.Any(t => t.Name == n))];
            _faults.RemoveAll(f => gone.Contains(f.Target));
            return Task.FromResult(gone);
        }
    }

    public IAsyncEnumerable<StoredRow> ReadRowsAsync(Replica replica, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation)
    {
        lock (_lock)
        {
            foreach (var (region, weight) in weights)
                _weights[region] = weight;
        }

        return Task.CompletedTask;
    }

    public Task<LabStatus> ObserveAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            IReadOnlyList<ActiveFault> faults = [.. _faults];
            return Task.FromResult(new LabStatus(
                Engine, Time.GetUtcNow(), [.. Names().Select((name, i) => Component(name, i, faults))],
                [.. Region.All.SelectMany(r => Topology.Queues.Select(q => Queue(r.Name, q)))],
                [.. Replica.All.Select(r => new StoreStatus(r.Region, r.Store, _silent.Contains(r.Region) ? null : Delivered))], faults, Delivered)
            {
                Routing = [.. Region.All.Select(r => new RegionRoute(r.Name, _weights[r.Name], _weights[r.Name], false, true, r.Name))],
                GlobalDatabases = [.. Topology.Databases.Select(d => new GlobalDatabaseStatus(d, "r1", [], null, [], null))],
                Replication = [.. Replica.All.Select(r => new StoreReplication(r.Store, r.Region, 0, 0, 0, false, null))],
            });
        }
    }

    public Task<MovingEvidence> GatherAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> CollectAsync(string into, DateTimeOffset since, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>A run that says two steps and goes on until it is aborted.</summary>
    public async Task<RunResult> RunAsync(RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        Asked = request;
        progress.Report(new RunProgress { Step = $"{request.Scenario} began, seed {request.Seed}" });
        if (request.Storm is not null)
            progress.Report(new RunProgress { SoFar = new HeldSoFar(Time.GetUtcNow(), RunningJudge.Judged) });
        await FailAsync(new PlannedFault("F1", new Fault(Target.Parse("r1/core"), FaultKind.Kill)), request.Scenario, cancellation);
        progress.Report(new RunProgress { Step = "failed r1/core" });
        await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellation);
        throw new OperationCanceledException(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var history in _histories.Values)
            history.Dispose();
        _histories.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>The components of a lab of processes.</summary>
    public static IEnumerable<string> Names() =>
    [
        Components.DnsRouter, Components.RecordSource, Components.RecordDestination,
        .. Region.All.SelectMany(r => new[] { Components.Aws(r) }
            .Concat(Topology.Pairs.Select(p => Components.Instance(r, p))).Concat(Stage.All.Select(s => Components.Container(r, s)))),
    ];

    private QueueStatus Queue(string region, string queue) => _silent.Contains(region)
        ? new QueueStatus(region, queue, null, null, null, null)
        : new QueueStatus(region, queue, _waiting.GetValueOrDefault((region, queue)), 0, 0, 0);

    private static ComponentStatus Component(string name, int i, IReadOnlyList<ActiveFault> faults) => faults.FirstOrDefault(f => f.Target == name) is { } fault
        ? new ComponentStatus(name, LifecycleState.FailedProcessing, $"paused: {fault.Kind} by {fault.By}", $"127.0.{(name.StartsWith("r2", StringComparison.Ordinal) ? 2 : 1)}.{10 + i}:8080", 100 + i)
        : new ComponentStatus(name, LifecycleState.ProcessRecords, null, $"127.0.{(name.StartsWith("r2", StringComparison.Ordinal) ? 2 : 1)}.{10 + i}:8080", 100 + i);
}
