namespace ActiveActive.Faults;

/// <summary>What follows from a target's kind.</summary>
public static class TargetKinds
{
    /// <summary>In which order faults are undone, lowest first: what others live on before what lives on it.</summary>
    public static int RecoveryOrder(this TargetKind kind) => kind switch
    {
        TargetKind.Container or TargetKind.Aws or TargetKind.AuroraInstance or TargetKind.Service => 0,
        _ => 1,
    };
}
