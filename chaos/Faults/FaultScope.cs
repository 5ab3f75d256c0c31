namespace ActiveActive.Faults;

/// <summary>
/// What a lab can have fail. A stand-in for AWS that keeps its queues in memory must not be killed, or the run would show what the
/// stand-in lost and nothing of the system.
/// </summary>
/// <param name="allows">Whether a fault of this kind on this target is possible.</param>
/// <param name="why">Why others are not, in words; null when every fault of the catalogue is.</param>
public sealed class FaultScope(Func<Target, FaultKind, bool> allows, string? why)
{
    /// <summary>The whole catalogue.</summary>
    public static readonly FaultScope Everything = new((_, _) => true, null);

    /// <summary>Why something is left out, in words; null when nothing is.</summary>
    public string? Why => why;

    /// <summary>The kinds of the catalogue that this target can fail by here.</summary>
    public IReadOnlyList<FaultKind> KindsOf(Target target) => [.. FaultCatalogue.KindsOf(target.Kind).Where(kind => allows(target, kind))];

    /// <summary>Holds that a fault is possible here.</summary>
    /// <exception cref="UnusableFaultException">It is not; the message says why.</exception>
    public void Check(Target target, FaultKind kind)
    {
        if (!allows(target, kind))
            throw new UnusableFaultException($"{kind.Text()} {target} is left out of this lab, as are {why}");
    }
}
