using System.Globalization;

namespace ActiveActive.AwsEmulator.Faults;

/// <summary>A fault in the gate. Its counters belong to the gate's lock.</summary>
internal sealed class Fault(long number, FaultRequest request, DateTimeOffset from)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = number.ToString(CultureInfo.InvariantCulture);

    public string Resource => request.Resource;

    public string Kind => request.Kind;

    public TimeSpan Delay => TimeSpan.FromMilliseconds(request.DelayMilliseconds);

    public TimeSpan Length => TimeSpan.FromSeconds(request.Seconds);

    /// <summary>Completes when the fault ends.</summary>
    public Task Over => _end.Task;

    public ITimer? Expiry { get; set; }

    public DateTimeOffset? Ended { get; private set; }

    public long Refused { get; set; }

    public long Held { get; set; }

    public long Delayed { get; set; }

    public void End(DateTimeOffset now)
    {
        Ended = now;
        Expiry?.Dispose();
        _end.TrySetResult();
    }

    public FaultReport Report() => new(Id, Resource, Kind, from, from + Length, Ended, Refused, Held, Delayed);
}
