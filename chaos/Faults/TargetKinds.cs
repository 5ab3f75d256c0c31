namespace ActiveActive.Faults;

/// <summary>What follows from a target's kind.</summary>
public static class TargetKinds
{
    /// <summary>In which order faults are undone, lowest first: what others live on before what lives on it.</summary>
    public static int RecoveryOrder(this TargetKind kind) => kind switch
    {
        TargetKind.Container or TargetKind.Aws or TargetKind.AuroraInstance or TargetKind.Service => 0,
        // A writer goes home in order, for which both instances must answer and replicate.
        TargetKind.Writer => 2,
        _ => 1,
    };
}
