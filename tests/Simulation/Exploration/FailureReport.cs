using System.Globalization;
using System.Text;
using ActiveActive.Spec.Reports;

namespace ActiveActive.Simulation.Exploration;

/// <summary>What is said of a run that did not pass: the seed and the command first, then the shrunk plan, the verdict, the record's journey.</summary>
public static class FailureReport
{
    /// <summary>The report.</summary>
    public static string Write(RunOutcome failed, bool shrink = true)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{failed.Word} at seed {failed.Spec.Seed}; again: {failed.Spec.Command}\n");
        var least = shrink ? Shrinker.Shrink(failed) : failed;
        text.Append(least.Plan).Append('\n').Append(least.Weather).Append('\n');
        if (least.Broken is { } broken)
            text.Append(broken.GetType().Name).Append(": ").Append(broken.Message).Append('\n');
        if (least.Verdict is not { } verdict)
            return text.ToString();
        text.Append(VerdictText.Write(verdict));
        if (least.Refused is { } refused)
            text.Append(refused).Append('\n');
        if ((verdict.Violations.FirstOrDefault(v => v.Record is not null)?.Record ?? least.Refused?.Record) is { } record)
            text.Append('\n').Append(SequenceDiagram.Draw(least.Events, record));
        return text.ToString();
    }
}
