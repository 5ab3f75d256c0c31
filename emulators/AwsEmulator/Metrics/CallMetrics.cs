using System.Diagnostics.Metrics;
using ActiveActive.AwsEmulator.Calls;

namespace ActiveActive.AwsEmulator.Metrics;

/// <summary>
/// Counts calls: how many of each operation, which errors, and how long they took. Instruments measure nothing before somebody
/// collects, so calls before that are kept and counted then.
/// </summary>
internal sealed class CallMetrics : IDisposable
{
    /// <summary>The name of the emulator's meter.</summary>
    public const string MeterName = "ActiveActive.AwsEmulator";

    /// <summary>The name of the histogram.</summary>
    public const string Duration = "aws_emulator.call.duration";

    /// <summary>Its bounds in seconds: from a read out of memory to the longest poll.</summary>
    public static readonly double[] Bounds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _calls;
    private readonly Counter<long> _errors;
    private readonly Histogram<double> _duration;
    private readonly Lock _gate = new();
    private readonly List<(CallName Name, TimeSpan Took, string? Code)> _early = [];
    private volatile bool _collected;

    public CallMetrics()
    {
        _calls = _meter.CreateCounter<long>("aws_emulator.calls", description: "Calls answered");
        _errors = _meter.CreateCounter<long>("aws_emulator.call.errors", description: "Calls answered with an error, by its code");
        _duration = _meter.CreateHistogram<double>(Duration, "s", "Time from a call's arrival to its answer, waits of long polls included");
    }

    /// <summary>Called once, at the first call that nobody collects.</summary>
    public Action? Wanted { private get; set; }

    /// <summary>From now on somebody collects.</summary>
    public void Collected()
    {
        lock (_gate)
        {
            foreach (var (name, took, code) in _early)
                Record(name, took, code);
            _early.Clear();
            _collected = true;
        }
    }

    /// <summary>Counts a call.</summary>
    /// <param name="name">Service and operation.</param>
    /// <param name="took">From its arrival to its answer.</param>
    /// <param name="code">The error's code, or null.</param>
    public void Count(CallName name, TimeSpan took, string? code)
    {
        if (_collected || !Keep(name, took, code))
            Record(name, took, code);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private bool Keep(CallName name, TimeSpan took, string? code)
    {
        bool first;
        lock (_gate)
        {
            if (_collected)
                return false;
            first = _early.Count == 0;
            _early.Add((name, took, code));
        }

        if (first)
            Wanted?.Invoke();
        return true;
    }

    private void Record(CallName name, TimeSpan took, string? code)
    {
        var (service, operation) = (KeyValuePair.Create("service", (object?)name.Service), KeyValuePair.Create("operation", (object?)name.Operation));
        _calls.Add(1, service, operation);
        _duration.Record(took.TotalSeconds, service, operation);
        if (code is not null)
            _errors.Add(1, service, operation, KeyValuePair.Create("code", (object?)code));
    }
}
