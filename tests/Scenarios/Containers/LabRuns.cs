using System.Globalization;
using System.Text.Json;
using ActiveActive.Controller;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.ScenarioTests.Processes;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>Runs on a lab in containers, and what they left.</summary>
internal static class LabRuns
{
    /// <summary>How a run says that its second batch begins.</summary>
    public const string SecondBatch = "publishing batch 2:";

    /// <summary>The batch that a step says is published now; null for another step.</summary>
    public static int? BatchOf(string step) => step.Split(' ', ':') is ["publishing", "batch", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : null;

    // On a busy machine a component may be late for one status; a lab that works answers in full before long.
    private static readonly TimeSpan RestWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs to the end; a verdict other than Pass fails the test with the steps, the verdict and the command that replays it.</summary>
    /// <param name="onStep">Does something at a step, in the run's own words; the run does not wait for it.</param>
    public static async Task<RunResult> PassAsync(
        this ContainerLab lab, RunRequest request, CancellationToken cancellation, Func<string, Task>? onStep = null)
    {
        var replay = string.Create(
            CultureInfo.InvariantCulture,
            $"./aa run {request.Scenario} --seed {request.Seed} --engine docker --batches {request.Batches} --batch-size {request.BatchSize}");
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {request.Seed}");
        var steps = new List<string>();
        using var run = await lab.Client.StartAsync(request, cancellation);
        await foreach (var line in run.ReadAsync(cancellation))
        {
            if (line.Step is { } step)
            {
                steps.Add(step);
                await (onStep?.Invoke(step) ?? Task.CompletedTask);
            }

            if (line.Result is not { } result)
                continue;
            Assert.True(result.Verdict == nameof(Outcome.Pass), $"{string.Join('\n', steps)}\n{result.Text}\nrun it again: {replay}");
            return result;
        }

        throw new InvalidOperationException($"the run ended without a result; run it again: {replay}");
    }

    /// <summary>Waits until what status shows meets a condition.</summary>
    /// <returns>The status that met it.</returns>
    public static async Task<LabStatus> UntilAsync(
        this ContainerLab lab, Func<LabStatus, bool> condition, TimeSpan deadline, string name, CancellationToken cancellation)
    {
        LabStatus? status = null;
        try
        {
            await WaitFor.ConditionAsync(async () => condition(status = await lab.Client.StatusAsync(cancellation)), deadline, name, StatusInterval);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}; the last status was {Short(status)}", late);
        }

        return status!;
    }

    /// <summary>Waits until everything works, answers, and holds the same number of records.</summary>
    /// <returns>That number.</returns>
    public static async Task<long> AtRestAsync(this ContainerLab lab, CancellationToken cancellation) =>
        (await lab.UntilAsync(
            s => s is { Healthy: true, Drained: true, Delivered: { } delivered } && s.Holds(delivered), RestWithin, "the lab to be at rest", cancellation)).Delivered!.Value;

    private static string Short(LabStatus? status) => status is null ? "none" : JsonSerializer.Serialize(
        new
        {
            status.Faults,
            status.Delivered,
            queues = status.Queues.Where(q => q.Depth != 0).Select(q => $"{q.Region}/{q.Queue} {q.Visible}+{q.InFlight}+{q.Delayed}"),
            stores = status.Stores.Select(s => $"{s.Region}/{s.Store} {s.Rows}"),
        },
        LabJson.Options);

    /// <summary>Fetches a run's folder and reads it.</summary>
    public static async Task<Evidence> EvidenceAsync(this ContainerLab lab, RunResult result, CancellationToken cancellation)
    {
        var into = Directory.CreateTempSubdirectory("aa-run-");
        try
        {
            return RunFolder.Read(await lab.Client.FetchRunAsync(Path.GetFileName(result.RunFolder), into.FullName, cancellation));
        }
        finally
        {
            into.Delete(recursive: true);
        }
    }
}
