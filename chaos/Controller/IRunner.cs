using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>Runs a scenario on a lab from the first batch to the verdict.</summary>
public interface IRunner
{
    /// <summary>Runs it, telling <paramref name="progress"/> of steps and of the lab's status on the way.</summary>
    /// <returns>How it ended, whatever the verdict.</returns>
    Task<RunResult> RunAsync(RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation);
}
