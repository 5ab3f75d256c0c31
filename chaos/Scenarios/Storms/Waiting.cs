namespace ActiveActive.Scenarios.Storms;

/// <summary>Waiting that a stop ends without an exception.</summary>
internal static class Waiting
{
    /// <summary>Ends when the stop is requested.</summary>
    public static async Task Requested(this CancellationToken stop) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Waits until so much has passed since <paramref name="began"/>; not at all when it has.</summary>
    /// <returns>False when the stop was requested.</returns>
    public static async Task<bool> UntilAsync(this TimeProvider time, long began, TimeSpan due, CancellationToken stop)
    {
        var left = due - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !stop.IsCancellationRequested;
    }
}
