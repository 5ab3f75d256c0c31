using ActiveActive.Faults;
using ActiveActive.Scenarios.Records;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// Runs a scenario on a lab and has it judged. Whatever happens in between, a lab that was failed is recovered before the runner
/// returns or throws, and a run that got as far as its first batch leaves a folder that can be judged again, also when it was aborted.
/// </summary>
public sealed class ScenarioRunner(ILab lab, TimeProvider time)
{
    private readonly ScenarioPlayer _player = new(lab, time);

    /// <summary>How long the evidence of an aborted run may take: whoever aborts it waits for it, and what was not recovered may not answer at all.</summary>
    public TimeSpan CollectAbortedWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Runs <paramref name="request"/>; <paramref name="progress"/> ends with the result.</summary>
    /// <exception cref="UnusableInputException">The request cannot be run; nothing was begun.</exception>
    /// <exception cref="LabEnvironmentException">The lab is not healthy, or not at rest.</exception>
    /// <exception cref="RunAbortedException">Cancelled after it had begun; what was failed has been recovered.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it had begun.</exception>
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

        var before = await _player.UntilSteadyAsync(scenario, progress, cancellation);
        var held = before.Delivered!.Value;
        if (held > 0)
            plan = plan.Under(runId);
        await CheckUnusedAsync(input, request, cancellation);
        var folder = new RunFolderWriter(Path.Combine(request.Report, RunId.Free(request.Report, runId)));
        await File.WriteAllTextAsync(Path.Combine(folder.FolderPath, "plan.json"), plan.ToJson() + "\n", cancellation);
        await folder.WriteRecordsAsync(AllRecords(input), cancellation);

        var context = new ScenarioContext(lab, request, scenario.Name, plan, input, held, folder.AppendSample, progress, cancellation);
        try
        {
            await _player.PlayAsync(scenario, context, cancellation);
            var result = await JudgeAsync(Facts, folder, context, abortedAt: null, cancellation);
            progress.Report(new RunProgress { Result = result });
            return result;
        }
        catch (Exception stopped) when (cancellation.IsCancellationRequested)
        {
            var left = await LeftByAsync(Facts, folder, context);
            throw new RunAbortedException((stopped as RunAbortedException)?.Recovered ?? [], stopped, cancellation, left);
        }

        RunFacts Facts(IReadOnlyList<string> missing) => _player.Facts(request, scenario, context, input, before, missing, folder.CountHistory());
    }

    /// <summary>Collects the evidence and judges it.</summary>
    private async Task<RunResult> JudgeAsync(
        Func<IReadOnlyList<string>, RunFacts> facts, RunFolderWriter folder, ScenarioContext context, DateTimeOffset? abortedAt, CancellationToken cancellation)
    {
        var run = facts(await CollectAsync(context, folder, whatever: abortedAt is not null, cancellation)) with { AbortedAt = abortedAt };
        folder.WriteRun(run);
        var evidence = RunFolder.Read(folder.FolderPath);
        var verdict = Judge.Run(evidence);
        folder.WriteVerdict(verdict);
        return RunResults.Of(run, evidence, verdict, folder.FolderPath);
    }

    /// <summary>What an aborted run leaves to be looked at; null where not even that can be written.</summary>
    private async Task<RunResult?> LeftByAsync(Func<IReadOnlyList<string>, RunFacts> facts, RunFolderWriter folder, ScenarioContext context)
    {
        using var limit = new CancellationTokenSource(CollectAbortedWithin, time);
        try
        {
            return await JudgeAsync(facts, folder, context, time.GetUtcNow(), limit.Token);
        }
        catch (Exception broken)
        {
            // That the run was aborted, and what was recovered, is told in any case.
            context.Say($"what the aborted run left could not be collected: {broken.Message}");
            return null;
        }
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

    /// <summary>Collects the evidence; returns what of it is missing.</summary>
    /// <param name="whatever">True where what was collected until <paramref name="cancellation"/> is better than nothing.</param>
    private async Task<IReadOnlyList<string>> CollectAsync(ScenarioContext context, RunFolderWriter folder, bool whatever, CancellationToken cancellation)
    {
        context.Say("collecting the evidence");
        var missing = context.Missing.ToList();
        try
        {
            missing.AddRange(await lab.CollectAsync(folder.FolderPath, context.StartedAt, cancellation));
        }
        catch (Exception broken) when (whatever || !cancellation.IsCancellationRequested)
        {
            // Judged all the same: what was not collected is missing evidence, and the verdict can be no Pass.
            missing.Add(cancellation.IsCancellationRequested ? "all evidence: collecting it took too long and was given up" : $"collection broke off: {broken.Message}");
        }

        return missing;
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
