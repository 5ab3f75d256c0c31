namespace ActiveActive.AwsEmulator.Faults;

/// <summary>What a fault does to a call.</summary>
public static class FaultKind
{
    /// <summary>Answers with an error at once.</summary>
    public const string Refuse = "refuse";

    /// <summary>Does not answer until the fault ends, and then with an error.</summary>
    public const string Hang = "hang";

    /// <summary>Serves it, later.</summary>
    public const string Slow = "slow";

    /// <summary>Replication stands still; nothing that it lacks is lost.</summary>
    public const string Pause = "pause";

    /// <summary>Replication brings each write later.</summary>
    public const string Lag = "lag";
}
