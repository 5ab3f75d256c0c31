using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.Contracts.History;

namespace ActiveActive.AwsEmulator.Faults;

/// <summary>
/// Where every call on a queue or a table passes. It counts and witnesses the calls that a fault turned away, so that a verdict
/// can show that the fault was real; each fault ends by its own clock, even if whoever began it is gone. Faults live in memory:
/// an emulator that starts again starts whole.
/// </summary>
public sealed class FaultGate(TimeProvider time, IHistory history, ILogger<FaultGate> logger) : ITableGate, IDisposable
{
    /// <summary>Faults that may hold at once; a caller that adds more has lost count.</summary>
    public const int MostActive = 256;

    /// <summary>Ended faults that are still shown; the oldest go first.</summary>
    public const int MostEnded = 256;

    private readonly Lock _gate = new();
    private readonly Queue<Fault> _ended = new();
    private volatile Fault[] _active = [];
    private long _last;

    /// <summary>Begins a fault and gives its id; null when <see cref="MostActive"/> hold already.</summary>
    public string? Begin(FaultRequest request)
    {
        if (request.Validate() is { } problem)
            throw new ArgumentException(problem, nameof(request));
        Fault fault;
        lock (_gate)
        {
            if (_active.Length >= MostActive)
                return null;
            fault = new Fault(++_last, request, time.GetUtcNow());
            fault.Expiry = time.CreateTimer(_ => End(fault.Id), null, fault.Length, Timeout.InfiniteTimeSpan);
            _active = [.. _active, fault];
        }

        logger.FaultBegan(fault.Id, fault.Kind, fault.Resource, fault.Length);
        return fault.Id;
    }

    /// <summary>Ends a fault; false when none of that id holds. Calls that it held go on before this returns.</summary>
    public bool End(string id) => End(f => f.Id == id) > 0;

    /// <summary>Ends all faults and says how many.</summary>
    public int EndAll() => End(_ => true);

    /// <summary>Faults of this life, the newest last.</summary>
    public IReadOnlyList<FaultReport> Report()
    {
        lock (_gate)
            return [.. _ended.Concat(_active).Select(f => f.Report()).OrderBy(f => f.From).ThenBy(f => f.Id.Length).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task Enter(string resource, string operation, CancellationToken aborted)
    {
        if (Admit(resource, operation) is not { } fault)
            return;
        switch (fault.Kind)
        {
            case FaultKind.Slow:
                await Task.WhenAny(fault.Over, Task.Delay(fault.Delay, time, aborted));
                aborted.ThrowIfCancellationRequested();
                return;
            case FaultKind.Hang:
                await fault.Over.WaitAsync(aborted);
                break;
        }

        throw new TableFaultedException($"{resource} is held by fault {fault.Id} ({fault.Kind})");
    }

    /// <inheritdoc/>
    public bool Holds(string resource) => Array.Exists(_active, f => f.Kind is not (FaultKind.Slow or FaultKind.Lag) && f.Resource == resource);

    /// <inheritdoc/>
    public TimeSpan Lag(string resource) =>
        _active.Where(f => f.Kind == FaultKind.Lag && f.Resource == resource).Select(f => f.Delay).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public void Dispose() => EndAll();

    /// <summary>The fault that a call meets, counted and witnessed; null for none. The harshest wins: refuse, hang, slow.</summary>
    private Fault? Admit(string resource, string operation)
    {
        if (!Array.Exists(_active, f => f.Resource == resource))
            return null;

        // Under the lock, so that no event of a fault is written after it ended.
        lock (_gate)
        {
            var fault = _active.Where(f => f.Resource == resource && f.Kind is not (FaultKind.Pause or FaultKind.Lag)).MinBy(Mildness);
            switch (fault?.Kind)
            {
                case null:
                    return null;
                case FaultKind.Slow:
                    fault.Delayed++;
                    return fault;
                case FaultKind.Hang:
                    fault.Held++;
                    break;
                default:
                    fault.Refused++;
                    break;
            }

            history.Write(Witness(fault, operation));
            return fault;
        }
    }

    private static HistoryEvent Witness(Fault fault, string operation)
    {
        var name = fault.Resource[(fault.Resource.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var turnedAway = new HistoryEvent(HistoryEvents.Faulted) { Operation = operation, Kind = fault.Kind, Count = 1 };
        return fault.Resource.StartsWith("queue/", StringComparison.Ordinal) ? turnedAway with { Queue = name } : turnedAway with { Store = name };
    }

    private static int Mildness(Fault fault) => fault.Kind switch { FaultKind.Refuse => 0, FaultKind.Hang => 1, _ => 2 };

    private int End(Predicate<Fault> which)
    {
        Fault[] over;
        lock (_gate)
        {
            over = Array.FindAll(_active, which);
            _active = Array.FindAll(_active, f => !which(f));
            foreach (var fault in over)
            {
                fault.End(time.GetUtcNow());
                _ended.Enqueue(fault);
                if (_ended.Count > MostEnded)
                    _ended.Dequeue();
            }
        }

        foreach (var fault in over)
            logger.FaultEnded(fault.Id, fault.Kind, fault.Resource, fault.Refused, fault.Held, fault.Delayed);
        return over.Length;
    }
}
