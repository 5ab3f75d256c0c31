using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>Waiting for a component to work.</summary>
internal static class Revival
{
    private static readonly TimeSpan OneProbe = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until it works.</summary>
    /// <param name="ended">Its last words when it ended instead; null while it runs.</param>
    /// <exception cref="LabEnvironmentException">It ended, or did not answer in time.</exception>
    public static async Task WaitUntilReadyAsync(
        this IComponent component, Func<string?> ended, TimeProvider time, TimeSpan deadline, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var last = "it was not asked yet";
        while (true)
        {
            if (ended() is { } words)
                throw new LabEnvironmentException($"{component.Name} ended while it was starting:\n{words}");
            try
            {
                // Each question has a limit of its own: what hangs may have died meanwhile, and is then not waited for.
                using var once = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
                await using var limit = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), once, OneProbe, Timeout.InfiniteTimeSpan);
                await component.ProbeAsync(once.Token);
                return;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                last = failure.Message;
            }

            if (patience.IsCancellationRequested)
                throw new LabEnvironmentException($"{component.Name} did not answer within {deadline.TotalSeconds} s: {last}");
            await Task.Delay(Beat, time, cancellation);
        }
    }
}
