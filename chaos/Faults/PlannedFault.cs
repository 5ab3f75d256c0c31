namespace ActiveActive.Faults;

/// <summary>A fault of a plan.</summary>
/// <param name="Id">F1, F2 … in the order of injection; history names the fault by it.</param>
/// <param name="Fault">What fails, and how.</param>
public sealed record PlannedFault(string Id, Fault Fault)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Fault}";
}
