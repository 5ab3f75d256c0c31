using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Ways to spoil a run in one place, and to say what the judge has to find.</summary>
internal static class Spoiling
{
    public static StoredRow Row(this HonestRun run, Replica replica, string record) => run.Stores[replica].Single(r => r.Id == record);

    public static void RemoveRow(this HonestRun run, Replica replica, string record) =>
        Assert.Equal(1, run.Stores[replica].RemoveAll(r => r.Id == record));

    public static void ReplaceRow(this HonestRun run, Replica replica, string record, Func<StoredRow, StoredRow> change)
    {
        var at = run.Stores[replica].FindIndex(r => r.Id == record);
        run.Stores[replica][at] = change(run.Stores[replica][at]);
    }

    public static HistoryEvent Event(this HonestRun run, string name, string component, string? record = null) =>
        run.History.First(e => e.Event == name && e.Component == component && (record is null || e.Record == record));

    public static HistoryEvent FaultEvent(this HonestRun run, string name, string fault) =>
        run.History.Single(e => e.Event == name && e.Fault == fault);

    /// <summary>Writes one more line into the life that wrote <paramref name="like"/>, as if it had really been written then.</summary>
    public static void Insert(this HonestRun run, HistoryEvent like, HistoryEvent e, DateTimeOffset at)
    {
        var place = run.History.FindIndex(h => h.At > at);
        run.History.Insert(place < 0 ? run.History.Count : place, e with { At = at, Component = like.Component, Life = like.Life });
        run.Renumber();
    }

    /// <summary>Takes lines out as if they had never been written.</summary>
    public static void NeverWritten(this HonestRun run, Predicate<HistoryEvent> which)
    {
        Assert.NotEqual(0, run.History.RemoveAll(which));
        run.Renumber();
    }

    public static void Replace(this HonestRun run, HistoryEvent old, HistoryEvent changed) => run.History[run.History.IndexOf(old)] = changed;

    public static void MustFail(this Verdict verdict, int number, string? record, string? component)
    {
        Assert.Equal(Outcome.Fail, verdict.Outcome);
        Assert.Equal(1, verdict.ExitCode);
        var finding = verdict.Findings[number - 1];
        Assert.Equal(number, finding.Number);
        Assert.Equal(FindingStatus.Violated, finding.Status);
        Assert.Contains(finding.Violations, v => v.Record == record && v.Component == component && v.Invariant == finding.Invariant);
        Assert.Contains(verdict.Violations, v => v.Record == record && v.Component == component);
    }

    private static void Renumber(this HonestRun run)
    {
        var last = new Dictionary<(string, string), long>();
        for (var i = 0; i < run.History.Count; i++)
        {
            var e = run.History[i];
            var life = (e.Component, e.Life);
            run.History[i] = e with { Seq = last[life] = last.GetValueOrDefault(life) + 1 };
        }
    }
}
