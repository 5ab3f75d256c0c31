namespace ActiveActive.Faults;

/// <summary>One thing failing in one way. It cannot be made of a kind that does not fit its target.</summary>
public sealed record Fault
{
    /// <summary>The longest that a fault may last, and how long one lasts that nobody gave an end: every fault has one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>A fault that lasts until it is undone.</summary>
    /// <exception cref="UnusableFaultException">The kind does not fit the target, or the duration is not positive.</exception>
    public Fault(Target target, FaultKind kind, TimeSpan? duration = null)
    {
        FaultCatalogue.Check(target, kind);
        if (duration <= TimeSpan.Zero || duration > Longest)
            throw new UnusableFaultException($"a fault of {duration} cannot be timed; give a duration above zero and of at most {Longest.TotalHours:0} hours");
        Target = target;
        Kind = kind;
        Duration = duration;
    }

    /// <summary>What fails.</summary>
    public Target Target { get; }

    /// <summary>How, as it was drawn or asked for, whatever an engine makes of it.</summary>
    public FaultKind Kind { get; }

    /// <summary>After this it ends by itself; null lasts until it is undone, and <see cref="Longest"/> at most.</summary>
    public TimeSpan? Duration { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Duration is { } duration ? $"{Kind.Text()} {Target} for {duration.TotalSeconds:0.###}s" : $"{Kind.Text()} {Target}";
}
