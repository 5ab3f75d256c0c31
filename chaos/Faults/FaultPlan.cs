using System.Globalization;
using System.Text;

namespace ActiveActive.Faults;

/// <summary>
/// What a run will fail, fixed before it begins: printed, kept in the run folder, and the same for a seed on every engine and machine.
/// </summary>
/// <param name="Seed">Where it came from.</param>
/// <param name="Components">What F5 drew, in drawn order; empty for a plan that names its faults.</param>
/// <param name="Faults">The distinct faults in the order of injection.</param>
public sealed record FaultPlan(ulong Seed, IReadOnlyList<DrawnComponent> Components, IReadOnlyList<PlannedFault> Faults)
{
    /// <summary>Why the plan was drawn from a part of the catalogue only, in words; null when it was drawn from all of it.</summary>
    public string? LeftOut { get; init; }

    /// <summary>Faults that were drawn and found no place beside the others.</summary>
    public int Dropped { get; init; }

    /// <summary>A plan that names its faults, in the order of injection; none is a plan too.</summary>
    public static FaultPlan Of(ulong seed, params ReadOnlySpan<Fault> faults)
    {
        var planned = new List<PlannedFault>(faults.Length);
        foreach (var fault in faults)
            planned.Add(new PlannedFault(Id(planned.Count), fault));
        return new FaultPlan(seed, [], planned);
    }

    /// <summary>The plan in words, a line for each component and fault.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"seed {Seed}: ");
        if (Components.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"{Components.Count} of 16 components, ");
        text.Append(CultureInfo.InvariantCulture, $"{Faults.Count} {(Faults.Count == 1 ? "fault" : "faults")}");
        foreach (var c in Components)
        {
            var by = c.Fault ?? $"covered by {c.CoveredBy}";
            text.Append(CultureInfo.InvariantCulture, $"\n  {c.Number,2} {c.Name,-26} {c.Kind.Text(),-10} {by}");
        }

        foreach (var fault in Faults)
            text.Append("\n  ").Append(fault);
        if (Dropped > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n  {Dropped} more found no place beside these and {(Dropped == 1 ? "was" : "were")} dropped");
        if (LeftOut is not null)
            text.Append("\n  not drawn from: ").Append(LeftOut);
        return text.ToString();
    }

    /// <summary>The id of the fault that comes after <paramref name="before"/> others.</summary>
    internal static string Id(int before) => string.Create(CultureInfo.InvariantCulture, $"F{before + 1}");
}
