using System.Globalization;

namespace ActiveActive.Simulation.Bridge;

/// <summary>What came of replaying a run.</summary>
/// <param name="Steps">Steps that were accepted, before the refused one if there is one.</param>
/// <param name="Of">Steps that the run has.</param>
/// <param name="Lives">Lives of components in it.</param>
/// <param name="Missing">Evidence that was not there or not readable; what it would have shown was not judged.</param>
/// <param name="Refused">The first step that the model does not allow.</param>
public sealed record ReplayResult(int Steps, int Of, int Lives, IReadOnlyList<string> Missing, Refusal? Refused)
{
    /// <summary>Accepted, Refused or Inconclusive.</summary>
    public string Word => Refused is not null ? "Refused" : Missing.Count > 0 ? "Inconclusive" : "Accepted";

    /// <summary>As that of a verdict: 0 accepted, 1 refused, 3 inconclusive.</summary>
    public int ExitCode => Word switch { "Accepted" => 0, "Refused" => 1, _ => 3 };

    /// <inheritdoc/>
    public override string ToString()
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{Word}: {Steps} of {Of} steps in {Lives} lives are steps of the model");
        return string.Join('\n', [head, .. Missing.Select(m => $"  missing: {m}"), .. Refused is null ? Array.Empty<string>() : [Refused.ToString()]]);
    }
}
