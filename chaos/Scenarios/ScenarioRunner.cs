using ActiveActive.Faults;
using ActiveActive.Scenarios.Records;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// Runs a scenario on a lab and has it judged. Whatever happens in between, a lab that was failed is recovered before the runner
/// returns or throws, and a run that got as far as its first batch leaves a folder that can be judged again.
/// </summary>
public sealed class ScenarioRunner(ILab lab, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SteadyWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HealWithin = TimeSpan.FromSeconds(60);

    /// <summary>Runs <paramref name="request"/>; <paramref name="progress"/> ends with the result.</summary>
    /// <exception cref="UnusableInputException">The request cannot be run; nothing was begun.</exception>
    /// <exception cref="LabEnvironmentException">The lab is not healthy, or not at rest.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was failed has been recovered.</exception>
    public Task<RunResult> RunAsync(RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        RunAsync(Scenario.Parse(request.Scenario), request, progress, cancellation);

    /// <summary>The same with a scenario that need not be one of <see cref="Scenario.All"/>.</summary>
    public async Task<RunResult> RunAsync(Scenario scenario, RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        Check(scenario, request);
        var runId = request.Id ?? RunId.Free(scenario.Name, request.Seed, request.Report, time.GetUtcNow());
        var input = await RunInput.OfAsync(scenario, request, runId, cancellation);
        var plan = scenario.Plan(request, lab.Scope);
        CheckScope(scenario, plan);
        progress.Report(new RunProgress { Step = $"{scenario.Name} on {lab.Engine}, {plan}" });

        var before = await UntilSteadyAsync(scenario, progress, cancellation);
        var held = before.Delivered!.Value;
        if (held > 0)
            plan = plan.Under(runId);
        await CheckUnusedAsync(input, request, cancellation);
        var folder = new RunFolderWriter(Path.Combine(request.Report, RunId.Free(request.Report, runId)));
        await File.WriteAllTextAsync(Path.Combine(folder.FolderPath, "plan.json"), plan.ToJson() + "\n", cancellation);
        await folder.WriteRecordsAsync(AllRecords(input), cancellation);

        var context = new ScenarioContext(lab, request, scenario.Name, plan, input, held, folder, progress, cancellation);
        await PlayAsync(scenario, context, cancellation);
        var run = await CollectAsync(request, scenario, context, input, before, folder, cancellation);

        var evidence = RunFolder.Read(folder.FolderPath);
        var verdict = Judge.Run(evidence);
        folder.WriteVerdict(verdict);
        var result = RunResults.Of(run, evidence, verdict, folder.FolderPath);
        progress.Report(new RunProgress { Result = result });
        return result;
    }

    /// <summary>A scenario that is about one fault cannot do without it.</summary>
    private void CheckScope(Scenario scenario, FaultPlan plan)
    {
        try
        {
            foreach (var fault in plan.Faults)
                lab.Scope.Check(fault.Fault.Target, fault.Fault.Kind);
        }
        catch (UnusableFaultException impossible)
        {
            throw new UnusableInputException($"{scenario.Name} cannot be run on this lab: {impossible.Message}");
        }
    }

    private static void Check(Scenario scenario, RunRequest request)
    {
        if (request.Batches < scenario.FewestBatches)
            throw new UnusableInputException($"--batches {request.Batches}: {scenario.Name} needs at least {scenario.FewestBatches}");
        if (request.Storm is not null && scenario is not Storm)
            throw new UnusableInputException($"a storm's options do not go with {scenario.Name}; run storm, or leave them out");
        if (request.Deadline <= TimeSpan.Zero)
            throw new UnusableInputException($"a deadline of {request.Deadline} would let nothing happen; give one above zero");
    }

    /// <summary>An acknowledged record is never sent again, so a lab takes each record once.</summary>
    private async Task CheckUnusedAsync(RecordInput input, RunRequest request, CancellationToken cancellation)
    {
        await foreach (var record in AllRecords(input).WithCancellation(cancellation))
        {
            if (lab.WasGiven(record.Id))
            {
                throw new UnusableInputException(
                    $"{request.Records}: record '{record.Id}' was given to this lab before, and a record is never sent twice; give other ids, or start a fresh lab with './aa down' and './aa run'");
            }
        }
    }

    /// <summary>The steady state that a run starts from: what it finds at the end is compared with it.</summary>
    private async Task<LabStatus> UntilSteadyAsync(Scenario scenario, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var status = await lab.ObserveAsync(cancellation);
            progress.Report(new RunProgress { Status = status });
            if ((status.Unsteady() ?? scenario.NotReady(status)) is not { } reason)
                return status;
            if (time.GetElapsedTime(began) >= SteadyWithin)
                throw new LabEnvironmentException($"the lab is not in a steady state: {reason}; bring it to rest, or begin with empty stores: './aa down', then './aa run'");
            await Task.Delay(Beat, time, cancellation);
        }
    }

    private async Task PlayAsync(Scenario scenario, ScenarioContext context, CancellationToken cancellation)
    {
        try
        {
            await scenario.RunAsync(context);
        }
        catch (MissedDeadlineException missed)
        {
            context.Say(missed.Message);
            await RecoverAfterMissAsync(context, cancellation);
        }
        catch (Exception stopped) when (cancellation.IsCancellationRequested)
        {
            throw new RunAbortedException(await HealAsync(context, "the run was cancelled"), stopped, cancellation);
        }
        catch (Exception broken)
        {
            // Records are on their way, so there is something to judge; that the run was not played to its end keeps it from passing.
            context.Miss($"the run broke off: {broken.Message}");
            await HealAsync(context, $"the run broke off ({broken.Message})");
        }
    }

    /// <summary>The run is stuck whatever comes now; it is recovered so that the lab is left working and its stores can be read.</summary>
    private async Task RecoverAfterMissAsync(ScenarioContext context, CancellationToken cancellation)
    {
        if (!context.MayBeFailed)
            return;
        try
        {
            await context.RecoverAsync();
            await context.StandStillAsync();
        }
        catch (MissedDeadlineException again)
        {
            context.Say(again.Message);
        }
        catch (OperationCanceledException stopped) when (cancellation.IsCancellationRequested)
        {
            throw new RunAbortedException(await HealAsync(context, "the run was cancelled"), stopped, cancellation);
        }
        catch (Exception stayed)
        {
            // It is judged all the same, and tried once more.
            context.Miss($"recovery after a missed deadline broke off: {stayed.Message}");
            await HealAsync(context, $"recovery broke off ({stayed.Message})");
        }
    }

    /// <summary>Recovers on the way out. A failure to do so is said and does not hide what led here.</summary>
    /// <returns>What was recovered; empty where that failed, for the caller may try again.</returns>
    private async Task<IReadOnlyList<string>> HealAsync(ScenarioContext context, string why)
    {
        using var limit = new CancellationTokenSource(HealWithin, time);
        try
        {
            var healed = await lab.RecoverAsync(null, limit.Token);
            context.Say($"{why}; recovered {(healed.Count == 0 ? "nothing, for nothing was failed" : string.Join(", ", healed))}");
            return healed;
        }
        catch (Exception failure)
        {
            context.Say($"{why}, and recovery failed: {failure.Message}; './aa recover all' tries again");
            return [];
        }
    }

    private async Task<RunFacts> CollectAsync(
        RunRequest request, Scenario scenario, ScenarioContext context, RecordInput input, LabStatus before,
        RunFolderWriter folder, CancellationToken cancellation)
    {
        context.Say("collecting the evidence");
        var missing = context.Missing.ToList();
        try
        {
            missing.AddRange(await lab.CollectAsync(folder.FolderPath, context.StartedAt, cancellation));
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            // Judged all the same: what was not collected is missing evidence, and the verdict can be no Pass.
            missing.Add($"collection broke off: {broken.Message}");
        }

        var run = new RunFacts
        {
            Scenario = scenario.Name,
            Engine = lab.Engine,
            Seed = request.Seed,
            Batches = input.Plan.Slices.Count,
            BatchSize = (int)input.Plan.Slices.Max(s => s.Count),
            StartedAt = context.StartedAt,
            Seconds = Math.Round((time.GetUtcNow() - context.StartedAt).TotalSeconds, 3),
            LastRecoveryAt = context.LastRecoveryAt,
            PublishedAt = context.PublishedAt,
            HistoryEvents = folder.CountHistory(),
            DrainedAt = context.CameToRestAt,
            DeadlineSeconds = request.Deadline.TotalSeconds,
            Plan = context.Plan.Expected(),
            Components = RunPlan.WithHistory(before),
            Confirmed = context.Confirmed,
            Missing = missing,
        };
        folder.WriteRun(run);
        return run;
    }

    private static async IAsyncEnumerable<Contracts.Record> AllRecords(RecordInput input)
    {
        foreach (var slice in input.Plan.Slices)
        {
            await foreach (var record in input.ReadAsync(slice.Batch))
                yield return record;
        }
    }
}
