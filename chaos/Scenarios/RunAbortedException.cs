namespace ActiveActive.Scenarios;

/// <summary>A run was cancelled after it had begun, and what was failed then has been recovered.</summary>
/// <param name="recovered">What was recovered, by name.</param>
public sealed class RunAbortedException(IReadOnlyList<string> recovered, Exception stopped, CancellationToken cancellation)
    : OperationCanceledException("the run was aborted", stopped, cancellation)
{
    /// <summary>What was recovered, by name.</summary>
    public IReadOnlyList<string> Recovered => recovered;
}
