using System.Globalization;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Microsoft.Extensions.Logging;

namespace ActiveActive.Controller;

/// <summary>
/// Faults by hand, and the timers that end those with a duration. One timer a target: a new fault on it replaces the timer, and a
/// recovery by hand takes it away, so that an old timer never ends a fault that was not its own.
/// </summary>
internal sealed class TimedFaults(ILab lab, ILogger log) : IDisposable
{
    // A timer's due time is bounded by .NET at 49 days; a fault of more than a day is a fault without an end.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Target, ITimer> _timers = [];
    private readonly CancellationTokenSource _closing = new();
    private int _count;

    /// <summary>Injects what was asked for.</summary>
    public async Task<ActiveFault> FailAsync(FaultRequest request, CancellationToken cancellation)
    {
        var target = Target.Parse(Required(request.Target));
        var kind = request.Kind is { } word ? FaultKinds.Parse(word) : FaultCatalogue.KindsOf(target.Kind)[0];
        var fault = new Fault(target, kind, Duration(request.Seconds));
        var planned = new PlannedFault(string.Create(CultureInfo.InvariantCulture, $"H{Interlocked.Increment(ref _count)}"), fault);
        var active = await lab.FailAsync(planned, "hand", cancellation);
        Forget(target);
        if (fault.Duration is not { } duration)
            return active;
        Arm(target, duration);
        return active with { Until = active.Until ?? active.From + duration };
    }

    /// <summary>Recovers one target or all.</summary>
    public async Task<IReadOnlyList<string>> RecoverAsync(string? target, CancellationToken cancellation)
    {
        if (string.Equals(target, "all", StringComparison.OrdinalIgnoreCase))
            return await RecoverAllAsync(cancellation);
        var one = Target.Parse(Required(target));
        Forget(one);
        return await lab.RecoverAsync([one], cancellation);
    }

    /// <summary>Recovers everything.</summary>
    public Task<IReadOnlyList<string>> RecoverAllAsync(CancellationToken cancellation)
    {
        foreach (var target in Armed())
            Forget(target);
        return lab.RecoverAsync(null, cancellation);
    }

    /// <summary>Takes all timers away.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        foreach (var target in Armed())
            Forget(target);
    }

    private static string Required(string? target) =>
        string.IsNullOrWhiteSpace(target) ? throw new UnusableFaultException("no target is named; './aa status' names them all, for example r1/inbound-queue") : target;

    private static TimeSpan? Duration(double? seconds) => seconds switch
    {
        null => null,
        > 0 and var s when s <= Longest.TotalSeconds => TimeSpan.FromSeconds(s),
        _ => throw new UnusableFaultException(string.Create(
            CultureInfo.InvariantCulture, $"a fault of {seconds} s cannot be timed; give more than 0 and at most {Longest.TotalSeconds:0} seconds, or none for one that lasts")),
    };

    private void Arm(Target target, TimeSpan duration)
    {
        lock (_lock)
        {
            var own = new OwnTimer();
            own.Timer = lab.Time.CreateTimer(_ => _ = EndAsync(target, own), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers[target] = own.Timer;
            own.Timer.Change(duration, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task EndAsync(Target target, OwnTimer own)
    {
        lock (_lock)
        {
            if (!_timers.TryGetValue(target, out var current) || current != own.Timer)
                return;
            _timers.Remove(target);
        }

        await own.Timer!.DisposeAsync();
        try
        {
            await lab.RecoverAsync([target], _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The lab goes down, and its faults with it.
        }
        catch (Exception failed)
        {
            // Nobody awaits a timer. The fault still shows in status, so nothing is hidden.
            log.FaultStayed(target.Name, failed.Message);
        }
    }

    private List<Target> Armed()
    {
        lock (_lock)
            return [.. _timers.Keys];
    }

    private void Forget(Target target)
    {
        lock (_lock)
        {
            if (_timers.Remove(target, out var timer))
                timer.Dispose();
        }
    }

    private sealed class OwnTimer
    {
        public ITimer? Timer { get; set; }
    }
}
