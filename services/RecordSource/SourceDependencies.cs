using System.Collections.Concurrent;
using ActiveActive.Hosting.Health;

namespace ActiveActive.RecordSource;

/// <summary>
/// What the source needs, and whether it works. While a batch is under way, its own sends tell. Between batches, what failed is asked
/// until it answers, so that the source leaves FailedDependency by itself with nothing to send, too.
/// </summary>
public sealed class SourceDependencies(SourceOptions options, ComponentHealth health, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _failed = new();
    private CancellationTokenSource _idle = new();

    /// <summary>A call on it failed; <paramref name="probe"/> asks it the cheapest question that proves that it works.</summary>
    public void Failed(string name, string reason, Func<CancellationToken, Task> probe)
    {
        _failed[name] = probe;
        health.DependencyFailed(name, reason);
    }

    /// <summary>A call on it succeeded.</summary>
    public void Worked(string name)
    {
        _failed.TryRemove(name, out _);
        health.DependencyRecovered(name);
    }

    /// <summary>A batch begins.</summary>
    public void Busy() => _idle.Cancel();

    /// <summary>It has ended, somehow.</summary>
    public void Idle()
    {
        _idle.Dispose();
        _idle = new CancellationTokenSource();
        // In order of name: hashes of text differ from process to process.
        foreach (var (name, probe) in _failed.OrderBy(f => f.Key, StringComparer.Ordinal))
            _ = ProbeAsync(name, probe, _idle.Token);
    }

    /// <summary>Ends the asking.</summary>
    public void Dispose()
    {
        _idle.Cancel();
        _idle.Dispose();
    }

    private async Task ProbeAsync(string name, Func<CancellationToken, Task> probe, CancellationToken busy)
    {
        while (!busy.IsCancellationRequested)
        {
            using var timeout = new CancellationTokenSource(options.AttemptTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, busy);
            try
            {
                await probe(either.Token);
                Worked(name);
                return;
            }
            catch (Exception)
            {
                // It does not work yet; health says why it failed first.
            }

            await Task.Delay(options.ProbeInterval, time, busy).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
