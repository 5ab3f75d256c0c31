namespace ActiveActive.Scenarios;

/// <summary>
/// A run's eyes on the lab. Every look is shown to the user and kept as a sample, and whatever is waited for has a limit that names
/// what was waited for.
/// </summary>
internal sealed class Lookout(ILab lab, IProgress<RunProgress> progress, Action<LabStatus> keep, CancellationToken cancellation)
{
    /// <summary>Pause between two looks.</summary>
    public TimeSpan Beat { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Looks once.</summary>
    public async Task<LabStatus> LookAsync(CancellationToken token)
    {
        var status = await lab.ObserveAsync(token);
        keep(status);
        progress.Report(new RunProgress { Status = status });
        return status;
    }

    /// <summary>Goes on looking while something long goes on.</summary>
    public async Task<T> WatchAsync<T>(Task<T> work, CancellationToken token)
    {
        // The beat is not cancelled: who waits for one of two would go on, on another thread.
        while (await Task.WhenAny(work, Task.Delay(Beat, lab.Time, CancellationToken.None)) != work && !token.IsCancellationRequested)
            await LookAsync(token);
        return await work;
    }

    /// <summary>Looks until nothing is unmet any more.</summary>
    /// <param name="unmet">What a status still lacks, in words; null when it lacks nothing.</param>
    /// <exception cref="MissedDeadlineException">The limit came first; the message says what was lacking at the last look.</exception>
    public Task<LabStatus> UntilAsync(string step, TimeSpan limit, Func<LabStatus, string?> unmet) =>
        UntilAsync(step, limit, status => unmet(status) is null, status => unmet(status) ?? "");

    /// <summary>Looks until it is met. The words for what is lacking are asked for only when the limit came first.</summary>
    /// <exception cref="MissedDeadlineException">The limit came first; the message says what was lacking at the last look.</exception>
    public async Task<LabStatus> UntilAsync(string step, TimeSpan limit, Func<LabStatus, bool> met, Func<LabStatus, string> lacking)
    {
        LabStatus? last = null;
        return await WithinAsync(step, limit, LookUntilAsync, () => last is null ? null : lacking(last));

        async Task<LabStatus> LookUntilAsync(CancellationToken token)
        {
            while (true)
            {
                last = await LookAsync(token);
                if (met(last))
                    return last;
                await Task.Delay(Beat, lab.Time, token);
            }
        }
    }

    /// <summary>Does something that must not take longer than <paramref name="limit"/>.</summary>
    /// <exception cref="MissedDeadlineException">It took longer.</exception>
    public async Task<T> WithinAsync<T>(string step, TimeSpan limit, Func<CancellationToken, Task<T>> work, Func<string?>? lacking = null)
    {
        using var deadline = new CancellationTokenSource(limit, lab.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await work(either.Token);
        }
        catch (Exception late) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new MissedDeadlineException(step, limit, late, lacking?.Invoke());
        }
    }
}
