using System.Globalization;
using ActiveActive.Faults;
using ActiveActive.Report;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using ActiveActive.Scenarios.RunFolders;
using Microsoft.Extensions.Logging;

namespace ActiveActive.Controller;

/// <summary>
/// Runs scenarios, one at a time. Whoever ends a run early (its caller who hangs up, a DELETE, the end of the lab), it is over only
/// when what it had failed is healed, and the next may not begin before that.
/// </summary>
internal sealed class Runs(
    ILab lab, IRunner runner, HandFaults faults, RunShelf shelf, ControllerOptions options, CancellationToken closing, ILogger log)
{
    // Of older ones the folder tells.
    private const int MaxKept = 16;

    // Its evidence is collected, judged and made a report of.
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(25);

    private readonly Lock _lock = new();
    private readonly LinkedList<LabRun> _kept = [];

    /// <summary>The run that goes on, or null.</summary>
    public LabRun? Current
    {
        get
        {
            lock (_lock)
                return _kept.FirstOrDefault(run => run.Ending is null);
        }
    }

    /// <summary>Begins a run; returns when it has something to say. It ends early when <paramref name="owner"/> is cancelled.</summary>
    /// <exception cref="LabBusyException">One is in progress.</exception>
    /// <exception cref="UnusableInputException">It cannot be run; there was no run.</exception>
    public async Task<LabRun> StartAsync(RunRequest asked, CancellationToken owner)
    {
        var run = Enter(asked);
        _ = PlayAsync(run, owner);
        await Task.WhenAny(run.Journal.Begun, run.Over);
        if (run.Ending?.Refusal is { } refusal)
            throw refusal;
        return run;
    }

    /// <summary>Ends a run early; returns when all is healed. Done twice it is done.</summary>
    /// <exception cref="LabBusyException">It has ended by itself.</exception>
    public async Task<RunReport> AbortAsync(LabRun run)
    {
        await run.AbortAsync();
        await run.Over;
        return run.Ending!.State == RunState.Aborted
            ? run.Report(lab.Time.GetUtcNow())
            : throw new LabBusyException($"{run.Id} has ended already; there is nothing to abort");
    }

    /// <summary>A run of this controller's life, or null.</summary>
    public LabRun? Find(string id)
    {
        lock (_lock)
            return _kept.FirstOrDefault(run => run.Id == id);
    }

    /// <summary>The current run and those before it, newest first.</summary>
    public RunList List(int limit)
    {
        List<LabRun> kept;
        lock (_lock)
            kept = [.. _kept];
        var now = lab.Time.GetUtcNow();
        var ended = kept.Where(run => run.Ending is not null).Select(run => run.Summary(now)).ToList();
        return new RunList(
            kept.Find(run => run.Ending is null)?.Summary(now),
            [.. shelf.List(limit + 1).ExceptBy(kept.Select(run => run.Id), run => run.Id).Concat(ended).OrderByDescending(run => run.StartedAt).Take(limit)]);
    }

    /// <summary>Waits until no run is in progress, or the deadline for healing and for what the run leaves has passed.</summary>
    public async Task WaitForEndAsync()
    {
        if (Current is not { } run)
            return;
        using var deadline = new CancellationTokenSource(options.HealDeadline + LeavesWithin, lab.Time);
        try
        {
            await run.Over.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            log.RunStayed();
        }
    }

    private LabRun Enter(RunRequest asked)
    {
        var request = Settled(asked);
        lock (_lock)
        {
            if (_kept.FirstOrDefault(run => run.Ending is null) is { } busy)
                throw new LabBusyException($"the run {busy.Id} is in progress, and a lab does one at a time; wait for it, or end it: ./aa abort");
            var run = Named(request, lab.Time.GetUtcNow());
            _kept.AddFirst(run);
            if (_kept.Count > MaxKept)
                _kept.RemoveLast();
            return run;
        }
    }

    /// <summary>The request as it is run here: into a folder that is the same wherever the controller stands.</summary>
    private RunRequest Settled(RunRequest asked)
    {
        if (string.IsNullOrWhiteSpace(asked.Report) || File.Exists(asked.Report))
            throw new UnusableInputException($"the report folder '{asked.Report}' is {(File.Exists(asked.Report) ? "a file" : "no name")}; name a folder");
        var report = Path.GetFullPath(options.RunsFolder ?? (options.WorkFolder is { } work ? Path.Combine(work, asked.Report) : asked.Report));
        shelf.Use(report);
        return asked with { Report = report, Scenario = Scenario.Parse(asked.Scenario).Name };
    }

    private LabRun Named(RunRequest request, DateTimeOffset now)
    {
        var id = RunId.Free(request.Scenario, request.Seed, request.Report, now);
        // One that was aborted before its first batch has left no folder.
        for (var n = 2; _kept.Any(run => run.Id == id); n++)
            id = RunId.Free(request.Report, string.Create(CultureInfo.InvariantCulture, $"{RunId.Free(request.Scenario, request.Seed, request.Report, now)}-{n}"));
        return new LabRun(id, request.Under(id), lab.Engine, now);
    }

    private async Task PlayAsync(LabRun run, CancellationToken owner)
    {
        using var callerGone = owner.Register(() => _ = run.AbortAsync());
        using var labEnds = closing.Register(() => _ = run.AbortAsync());
        var ending = await EndingAsync(run);
        if (ending.Refusal is not null && !run.Journal.Begun.IsCompleted)
        {
            lock (_lock)
                _kept.Remove(run);
        }

        run.End(ending);
    }

    private async Task<RunEnding> EndingAsync(LabRun run)
    {
        try
        {
            var result = await runner.RunAsync(run.Request, new Sink(run.Journal.Write), run.Stop);
            WriteReport(result);
            return Ending(RunState.Ended, result, null, []);
        }
        catch (Exception refused) when (refused is UnusableInputException or UnusableFaultException or LabEnvironmentException)
        {
            // It has failed nothing; what somebody else failed is not its to recover.
            return Ending(RunState.Failed, null, refused.Message, []) with { Refusal = run.Journal.Begun.IsCompleted ? null : refused };
        }
        catch (Exception ended)
        {
            var aborted = ended is OperationCanceledException && run.Stop.IsCancellationRequested;
            if (!aborted)
                log.RunFailed(ended, run.Id);
            var why = !aborted ? ApiErrors.Sentence(ended) : closing.IsCancellationRequested ? "the lab was told to end during the run" : "the run was aborted";
            var left = ended as RunAbortedException;
            var (recovered, but) = await HealAsync(left?.Recovered ?? []);
            var what = recovered.Count == 0 ? "nothing was failed" : $"recovered {string.Join(", ", recovered)}";
            if (left?.Left is { } result)
                WriteReport(result);
            return Ending(aborted ? RunState.Aborted : RunState.Failed, left?.Left, $"{why}; {what}{but}", recovered);
        }
    }

    /// <summary>The verdict stands without it: a report that cannot be written is made again with './aa report'.</summary>
    private void WriteReport(RunResult result)
    {
        try
        {
            if (Directory.Exists(result.RunFolder))
                ReportPage.WriteTo(result.RunFolder);
        }
        catch (Exception failed)
        {
            log.ReportFailed(failed, result.RunFolder);
        }
    }

    private RunEnding Ending(RunState state, RunResult? result, string? error, IReadOnlyList<string> recovered) =>
        new(state, result, error, recovered, lab.Time.GetUtcNow());

    /// <summary>What the runner has not recovered on its way out.</summary>
    private async Task<(IReadOnlyList<string> Recovered, string But)> HealAsync(IReadOnlyList<string> before)
    {
        using var deadline = new CancellationTokenSource(options.HealDeadline, lab.Time);
        try
        {
            IReadOnlyList<string> all = [.. before.Union(await faults.RecoverAllAsync(deadline.Token))];
            log.RunGivenUp(all.Count);
            return (all, "");
        }
        catch (Exception failed)
        {
            log.HealFailed(failed);
            return (before, $"; the rest was not recovered ({failed.Message}), './aa recover all' tries again");
        }
    }

    private sealed class Sink(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
