using System.Collections.Concurrent;
using ActiveActive.Hosting.Health;

namespace ActiveActive.RecordSource;

/// <summary>
/// What the source needs, and whether it works. Something that failed is asked again until it answers, so that the source leaves
/// FailedDependency by itself, also when it has nothing more to send there.
/// </summary>
public sealed class SourceDependencies : IDisposable
{
    private readonly ConcurrentDictionary<string, Task> _probing = new();
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;
    private readonly SourceOptions _options;
    private readonly ComponentHealth _health;
    private readonly TimeProvider _time;

    /// <summary>All are taken to work until a call fails.</summary>
    public SourceDependencies(SourceOptions options, ComponentHealth health, TimeProvider time)
    {
        (_options, _health, _time) = (options, health, time);
        // A call may fail while the process ends, when the source of the token is gone.
        _ended = _end.Token;
    }

    /// <summary>A call on it failed; <paramref name="probe"/> asks it the cheapest question that proves that it works.</summary>
    public void Failed(string name, string reason, Func<CancellationToken, Task> probe)
    {
        _health.DependencyFailed(name, reason);
        _probing.GetOrAdd(name, _ => ProbeAsync(name, probe));
    }

    /// <summary>A call on it succeeded.</summary>
    public void Worked(string name) => _health.DependencyRecovered(name);

    /// <summary>Ends the asking.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task ProbeAsync(string name, Func<CancellationToken, Task> probe)
    {
        var works = false;
        while (!works && !_ended.IsCancellationRequested)
        {
            await Task.Delay(_options.ProbeInterval, _time, _ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            using var timeout = new CancellationTokenSource(_options.AttemptTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _ended);
            try
            {
                await probe(either.Token);
                works = true;
            }
            catch (Exception)
            {
                // It does not work yet; health says why it failed first.
            }
        }

        // A failure that comes after this starts another task.
        _probing.TryRemove(name, out _);
        if (works)
            _health.DependencyRecovered(name);
    }
}
