using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>
/// One run of this controller's life. It is over only when what it had failed works again, so that who waits for its end finds a lab
/// that is whole.
/// </summary>
internal sealed class LabRun(string id, RunRequest request, string engine, DateTimeOffset startedAt)
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RunEnding? _ending;

    /// <summary>Its id, and the name of its folder.</summary>
    public string Id => id;

    /// <summary>What was asked for.</summary>
    public RunRequest Request => request;

    /// <summary>What it has said.</summary>
    public RunJournal Journal { get; } = new();

    /// <summary>Cancelled when it is to end.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>How it ended; null while it goes on.</summary>
    public RunEnding? Ending => _ending;

    /// <summary>Ends when it is over.</summary>
    public Task Over => _over.Task;

    /// <summary>Has it end early; nothing happens to one that is over.</summary>
    public Task AbortAsync() => _stop.CancelAsync();

    /// <summary>Ends it: first for those who would begin another, then for those who read.</summary>
    public void End(RunEnding ending)
    {
        _ending = ending;
        _over.SetResult();
        Journal.Write(ending.Error is { } error ? new RunEvent { Error = error } : new RunEvent { Result = ending.Result });
    }

    /// <summary>One line of it.</summary>
    public RunSummary Summary(DateTimeOffset now) => Summary(now, _ending);

    /// <summary>All of it.</summary>
    public RunReport Report(DateTimeOffset now)
    {
        var ending = _ending;
        return new RunReport(Summary(now, ending))
        {
            Request = request, Steps = Journal.Steps, Result = ending?.Result, Error = ending?.Error, Recovered = ending?.Recovered ?? [],
        };
    }

    // Of one ending: it may come between two looks.
    private RunSummary Summary(DateTimeOffset now, RunEnding? ending) => new()
    {
        Id = id,
        State = ending?.State ?? RunState.Running,
        Scenario = request.Scenario,
        Engine = engine,
        Seed = request.Seed,
        Verdict = ending?.Result?.Verdict,
        StartedAt = startedAt,
        Seconds = ending?.Result?.Seconds ?? Math.Round(((ending?.At ?? now) - startedAt).TotalSeconds, 3),
        Folder = ending?.Result?.RunFolder ?? Path.Combine(request.Report, id),
    };
}
