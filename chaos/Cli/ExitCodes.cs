namespace ActiveActive.Cli;

/// <summary>What scripts may rely on.</summary>
public static class ExitCodes
{
    /// <summary>Done; of a run: Pass.</summary>
    public const int Success = 0;

    /// <summary>An invariant was violated.</summary>
    public const int Fail = 1;

    /// <summary>Usage or environment: nothing was found out about the system.</summary>
    public const int Usage = 2;

    /// <summary>Evidence is missing.</summary>
    public const int Inconclusive = 3;

    /// <summary>Something was still waiting at the deadline.</summary>
    public const int Stuck = 4;

    /// <summary>A mistake of ours (EX_SOFTWARE).</summary>
    public const int Internal = 70;

    /// <summary>Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}
