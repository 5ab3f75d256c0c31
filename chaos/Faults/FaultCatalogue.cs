using ActiveActive.Contracts;

namespace ActiveActive.Faults;

/// <summary>Which kinds of fault fit which target.</summary>
public static class FaultCatalogue
{
    private static readonly FaultKind[] OfInstances = [FaultKind.Stop, FaultKind.Kill, FaultKind.Pause, FaultKind.Disconnect];
    private static readonly FaultKind[] OfCalls = [FaultKind.Refuse, FaultKind.Hang, FaultKind.Slow];

    /// <summary>The kinds that fit, in the order of the catalogue. The first is what a fault by hand gets when none is named.</summary>
    public static IReadOnlyList<FaultKind> KindsOf(TargetKind target) => target switch
    {
        TargetKind.Container or TargetKind.Aws or TargetKind.AuroraInstance or TargetKind.Service => OfInstances,
        TargetKind.Queue or TargetKind.Table => OfCalls,
        TargetKind.Database => [FaultKind.Refuse],
        TargetKind.Routing => [FaultKind.Offline],
        TargetKind.Replication => [FaultKind.Pause],
        TargetKind.Writer => [FaultKind.Switchover, FaultKind.Failover],
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "not a target kind"),
    };

    /// <summary>Holds that <paramref name="kind"/> fits <paramref name="target"/>.</summary>
    /// <exception cref="UnusableFaultException">It does not; the message lists the kinds that do, and the instance that this one would fit.</exception>
    public static void Check(Target target, FaultKind kind)
    {
        var fitting = KindsOf(target.Kind);
        if (fitting.Contains(kind))
            return;
        var message = $"{kind.Text()} does not fit {target}; {string.Join(", ", fitting.Select(k => k.Text()))} would";
        if (target.Host is { } host && KindsOf(host.Kind).Contains(kind))
            message += $". {kind.Text()} fits {host}, which it lives on";
        throw new UnusableFaultException(message);
    }
}
