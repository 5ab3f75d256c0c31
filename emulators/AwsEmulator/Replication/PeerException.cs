namespace ActiveActive.AwsEmulator.Replication;

/// <summary>Another region did not do what it was asked.</summary>
public sealed class PeerException(PeerProblem problem, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public PeerProblem Problem { get; } = problem;
}
