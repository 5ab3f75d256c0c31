using System.Globalization;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>
/// One target's check: a verdict within its limit, whatever the probe does. A probe that ignores its cancellation is left behind,
/// and no second one is started beside it, so that a check never has more than one call in flight. That, and the number of
/// checks that a file may hold, bounds the work of all checks; none waits for another.
/// </summary>
public sealed class HealthCheck(IProbe probe, TimeSpan limit, TimeProvider time) : IDisposable
{
    /// <summary>A cancelled probe may still say why it failed; after this long nobody listens any more.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(100);

    private Task<ProbeResult>? _leftBehind;

    /// <summary>Checks once. Not to be called again before it has returned.</summary>
    public async Task<ProbeResult> RunAsync(CancellationToken cancellation)
    {
        if (_leftBehind is { IsCompleted: false })
            return new ProbeResult(false, $"an earlier check still hangs; {NoAnswer()}");
        _leftBehind = null;
        var deadline = new CancellationTokenSource(limit, time);
        var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);

        // On the pool: a probe that blocks instead of awaiting must not hold up whoever asked.
        var asking = Task.Run(() => probe.AskAsync(either.Token), CancellationToken.None);
        _ = asking.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                either.Dispose();
                deadline.Dispose();
            },
            TaskScheduler.Default);
        try
        {
            return await asking.WaitAsync(limit + LastWords, time, cancellation);
        }
        catch (TimeoutException) when (!asking.IsCompleted)
        {
            _leftBehind = asking;
            return new ProbeResult(false, NoAnswer());
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OperationCanceledException)
        {
            return new ProbeResult(false, NoAnswer());
        }
        catch (Exception failed)
        {
            return new ProbeResult(false, FailureReason.Of(failed));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => probe.Dispose();

    private string NoAnswer() => string.Create(CultureInfo.InvariantCulture, $"no answer within {limit.TotalSeconds:0.###} s");
}
