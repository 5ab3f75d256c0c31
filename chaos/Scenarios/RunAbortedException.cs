namespace ActiveActive.Scenarios;

/// <summary>A run was cancelled after it had begun, and what was failed then has been recovered.</summary>
/// <param name="recovered">What was recovered, by name.</param>
/// <param name="left">What is known of it all the same, if it left a folder: never a Pass.</param>
public sealed class RunAbortedException(IReadOnlyList<string> recovered, Exception stopped, CancellationToken cancellation, RunResult? left = null)
    : OperationCanceledException("the run was aborted", stopped, cancellation)
{
    /// <summary>What was recovered, by name.</summary>
    public IReadOnlyList<string> Recovered => recovered;

    /// <summary>What its evidence says, collected when it was aborted; null where it left none.</summary>
    public RunResult? Left => left;
}
