namespace ActiveActive.Faults;

/// <summary>A fault of a plan.</summary>
/// <param name="Id">F1, F2 … in the order of injection; history names the fault by it.</param>
/// <param name="Fault">What fails, and how.</param>
public sealed record PlannedFault(string Id, Fault Fault)
{
    /// <summary>When it is injected, from the beginning of what the plan is for; null where the scenario's steps decide.</summary>
    public TimeSpan? At { get; init; }

    /// <summary>When it is undone, from the same beginning; null where the plan does not say.</summary>
    public TimeSpan? Until => At + Fault.Duration;

    /// <inheritdoc/>
    public override string ToString() => At is { } at ? $"{at:h\\:mm\\:ss\\.f} {Id} {Fault}" : $"{Id} {Fault}";
}
