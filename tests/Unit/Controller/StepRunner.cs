using ActiveActive.Controller;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.UnitTests.Controller;

/// <summary>Says a step, fails a component and says so, then waits until it is let go; cancelled, it leaves the healing to others.</summary>
internal sealed class StepRunner(ILab lab) : IRunner
{
    private const string Victim = "r1/preprocess";

    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    /// <summary>How many runs were begun.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Thrown before anything is said.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Lets this and later runs end.</summary>
    public void LetGo() => _go.TrySetResult();

    public async Task<RunResult> RunAsync(RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _runs);
        if (Refusal is { } refusal)
            throw refusal;
        progress.Report(new RunProgress { Step = "began" });
        await lab.FailAsync(new PlannedFault("F1", new Fault(Target.Parse(Victim), FaultKind.Kill)), "scenario", cancellation);
        progress.Report(new RunProgress { Status = await lab.ObserveAsync(cancellation) });
        progress.Report(new RunProgress { Step = $"failed {Victim}" });
        await _go.Task.WaitAsync(cancellation);
        await lab.RecoverAsync(null, cancellation);
        progress.Report(new RunProgress { Step = $"recovered {Victim}" });
        var result = new RunResult
        {
            Verdict = "Pass", Scenario = request.Scenario, Engine = lab.Engine, Seed = request.Seed, Published = 30, Delivered = 30, Lost = 0,
            Duplicates = 0, Replayed = 0, Faults = [], Violations = [], Seconds = 1, RunFolder = Path.Combine(request.Report, "f5-0-7"), ExitCode = 0, Text = "Pass",
        };
        progress.Report(new RunProgress { Result = result });
        return result;
    }
}
