using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Controller;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.UnitTests.Controller;

/// <summary>A lab that only remembers which faults hold.</summary>
internal sealed class FakeLab(TimeProvider time) : ILab, ILabFactory, IHistory
{
    private readonly Lock _lock = new();
    private readonly List<ActiveFault> _faults = [];
    private TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Engine => "processes";

    public IHistory History => this;

    public TimeProvider Time => time;

    public FaultScope Scope => FaultScope.Everything;

    public bool Disposed { get; private set; }

    /// <summary>How often it was told to do something, whatever came of it.</summary>
    public int Changes { get; private set; }

    /// <summary>Components to show.</summary>
    public IReadOnlyList<ComponentStatus> Components { get; init; } = [];

    /// <summary>Queues to show.</summary>
    public IReadOnlyList<QueueStatus> Queues { get; init; } = [];

    /// <summary>Stores to show.</summary>
    public IReadOnlyList<StoreStatus> Stores { get; init; } = [];

    /// <summary>Ends with the next recovery.</summary>
    public Task NextRecovery
    {
        get
        {
            lock (_lock)
                return _recovered.Task;
        }
    }

    /// <summary>Where it says that histories are.</summary>
    public string? HistoryFolder { get; init; }

    public ILab Create() => this;

    public Task StartAsync(IProgress<string> progress, CancellationToken cancellation) => Task.CompletedTask;

    public bool WasGiven(string id) => false;

    public Task<PublishedBatch> PublishAsync(int batch, IAsyncEnumerable<Record> records, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ActiveFault> FailAsync(PlannedFault fault, string by, CancellationToken cancellation)
    {
        var active = new ActiveFault(fault.Id, fault.Fault.Target.Name, fault.Fault.Kind.Text(), by, time.GetUtcNow(), null, "seen");
        lock (_lock)
        {
            Changes++;
            _faults.Add(active);
        }

        return Task.FromResult(active);
    }

    public Task<IReadOnlyList<string>> RecoverAsync(IReadOnlyCollection<Target>? targets, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Changes++;
            IReadOnlyList<string> gone = [.. _faults.Select(f => f.Target).Where(n => targets is null || targets.Any(t => t.Name == n))];
            _faults.RemoveAll(f => gone.Contains(f.Target));
            _recovered.SetResult();
            _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return Task.FromResult(gone);
        }
    }

    /// <summary>How far behind it says that it is.</summary>
    public IReadOnlyList<StoreReplication> Replication { get; set; } = [];

    public IAsyncEnumerable<ActiveActive.Spec.StoredRow> ReadRowsAsync(ActiveActive.Spec.Replica replica, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<MovingEvidence> GatherAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task SetWeightsAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellation)
    {
        Changes++;
        return Task.CompletedTask;
    }

    public Task<LabStatus> ObserveAsync(CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult(new LabStatus(Engine, time.GetUtcNow(), Components, Queues, Stores, [.. _faults], 7) { Replication = Replication });
    }

    public Task<IReadOnlyList<string>> CollectAsync(string folder, DateTimeOffset since, CancellationToken cancellation) => throw new NotSupportedException();

    public void Write(params ReadOnlySpan<HistoryEvent> events)
    {
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
