namespace ActiveActive.Faults;

/// <summary>One thing failing in one way. It cannot be made of a kind that does not fit its target.</summary>
public sealed record Fault
{
    /// <summary>A fault that lasts until it is undone.</summary>
    /// <exception cref="UnusableFaultException">The kind does not fit the target, or the duration is not positive.</exception>
    public Fault(Target target, FaultKind kind, TimeSpan? duration = null)
    {
        FaultCatalogue.Check(target, kind);
        if (duration <= TimeSpan.Zero)
            throw new UnusableFaultException($"a fault of {duration} would be none; give a duration above zero");
        Target = target;
        Kind = kind;
        Duration = duration;
    }

    /// <summary>What fails.</summary>
    public Target Target { get; }

    /// <summary>How, as it was drawn or asked for, whatever an engine makes of it.</summary>
    public FaultKind Kind { get; }

    /// <summary>After this it ends by itself; null lasts until it is undone.</summary>
    public TimeSpan? Duration { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Duration is { } duration ? $"{Kind.Text()} {Target} for {duration.TotalSeconds:0.###}s" : $"{Kind.Text()} {Target}";
}
