using ActiveActive.Scenarios.Records;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios;

/// <summary>
/// Plays a scenario on a lab from steady state to rest, and says what is to be said of the run. What the run leaves is the caller's to
/// collect: a runner does it into a folder, a simulation into memory.
/// </summary>
internal sealed class ScenarioPlayer(ILab lab, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);
    // A fault that somebody holds will hardly end by waiting; a lab that has just started or is busy comes to rest by itself.
    private static readonly TimeSpan FreeOfFaultsWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SteadyWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HealWithin = TimeSpan.FromSeconds(60);

    /// <summary>The steady state that a run starts from: what it finds at the end is compared with it.</summary>
    public async Task<LabStatus> UntilSteadyAsync(Scenario scenario, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var status = await lab.ObserveAsync(cancellation);
            progress.Report(new RunProgress { Status = status });
            if ((status.Unsteady() ?? scenario.NotReady(status)) is not { } reason)
                return status;
            if (time.GetElapsedTime(began) >= (status.Faults.Count > 0 ? FreeOfFaultsWithin : SteadyWithin))
                throw new LabEnvironmentException($"the lab is not in a steady state: {reason}; bring it to rest, or begin with empty stores: './aa down', then './aa run'");
            await Task.Delay(Beat, time, cancellation);
        }
    }

    /// <summary>Plays the scenario. Whatever happens, what was failed is recovered, as far as it can be.</summary>
    /// <exception cref="RunAbortedException">Cancelled.</exception>
    public async Task PlayAsync(Scenario scenario, ScenarioContext context, CancellationToken cancellation)
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

    /// <summary>The run as a whole.</summary>
    /// <param name="before">The steady state that it began in.</param>
    /// <param name="missing">What could not be confirmed or collected.</param>
    /// <param name="events">How many events of history were collected; null where nobody counted.</param>
    public RunFacts Facts(
        RunRequest request, Scenario scenario, ScenarioContext context, RecordInput input, LabStatus before,
        IReadOnlyList<string> missing, long? events) => new()
        {
            Scenario = scenario.Name,
            Engine = lab.Engine,
            Seed = request.Seed,
            Command = Replay.Command(request, lab.Engine),
            Batches = input.Plan.Slices.Count,
            BatchSize = (int)input.Plan.Slices.Max(s => s.Count),
            StartedAt = context.StartedAt,
            Seconds = Math.Round((time.GetUtcNow() - context.StartedAt).TotalSeconds, 3),
            LastRecoveryAt = context.LastRecoveryAt,
            PublishedAt = context.PublishedAt,
            HistoryEvents = events,
            DrainedAt = context.Rest.At,
            Unsteady = context.Rest.Unsteady,
            TableComparedAt = context.Rest.TableComparedAt,
            DeadlineSeconds = request.Deadline.TotalSeconds,
            Plan = context.Plan.Expected(),
            Components = RunPlan.WithHistory(before),
            Confirmed = context.Confirmed,
            Missing = missing,
        };
}
