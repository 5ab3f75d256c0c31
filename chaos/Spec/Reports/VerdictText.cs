using System.Globalization;
using System.Text;

namespace ActiveActive.Spec.Reports;

/// <summary>The verdict for a terminal: plain text, the invariants as a list, then what is wrong, then the numbers.</summary>
public static class VerdictText
{
    private const int MostShown = 10;

    /// <summary>The text, with a line end at its end.</summary>
    public static string Write(Verdict verdict)
    {
        var text = new StringBuilder();
        foreach (var finding in verdict.Findings)
            text.Append(CultureInfo.InvariantCulture, $"{finding.Number} {finding.Invariant,-28} {Word(finding.Status),-9} {finding.Evidence}\n");
        List(text, "Violations", [.. verdict.Violations.Select(Line)], verdict.Findings.Sum(f => f.ViolationCount));
        List(text, "Still waiting", verdict.Waiting, verdict.Waiting.Count);
        List(text, "Evidence missing", verdict.MissingEvidence, verdict.MissingEvidence.Count);
        var f = verdict.Figures;
        text.Append(CultureInfo.InvariantCulture, $"\npublished {Told(f.Published)}, acknowledged {Told(f.Acknowledged)}, delivered {Told(f.Delivered)}, ")
            .Append(CultureInfo.InvariantCulture, $"lost {f.Lost}, duplicates absorbed {Told(f.Duplicates)}, replayed {f.Replayed}, retried {Told(f.Retried)}");
        if (f.SecondsToDetect is { } detected)
            text.Append(CultureInfo.InvariantCulture, $"; {f.FaultsNoticed} faults noticed by the system, within {detected:0.###} s");
        if (f.LargestQueueDepth is { Count: > 0 } depths)
            text.Append(CultureInfo.InvariantCulture, $"; at most {depths.Values.Max()} messages in a queue ({depths.MaxBy(d => d.Value).Key})");
        if (f.SecondsToDrainAfterRecovery is { } seconds)
            text.Append(CultureInfo.InvariantCulture, $"; at rest {seconds:0.###} s after the last recovery");
        return text.Append(CultureInfo.InvariantCulture, $"\n{verdict.Outcome}\n").ToString();
    }

    /// <summary>A violation in one line.</summary>
    public static string Line(Violation violation)
    {
        var about = string.Join(", ", new[] { violation.Record, violation.Component }.Where(p => p is not null));
        return about.Length == 0 ? $"{violation.Invariant}: {violation.What}" : $"{violation.Invariant}: {about}: {violation.What}";
    }

    private static void List(StringBuilder text, string title, IReadOnlyList<string> lines, int count)
    {
        if (count == 0)
            return;
        text.Append('\n').Append(title).Append(":\n");
        foreach (var line in lines.Take(MostShown))
            text.Append("  ").Append(line).Append('\n');
        if (count > MostShown)
            text.Append(CultureInfo.InvariantCulture, $"  and {count - MostShown} more, in verdict.json\n");
    }

    private static string Word(FindingStatus status) => status.ToString().ToLowerInvariant();

    private static string Told(int? figure) => figure?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
