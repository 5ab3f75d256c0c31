using ActiveActive.Cli.Progress;
using ActiveActive.Report;
using ActiveActive.UnitTests.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Cli;

/// <summary>Two runs side by side: what is equal and what is not, by the same figures as their reports.</summary>
public sealed class RunComparisonTests
{
    [Fact]
    public async Task Runs_that_differ_in_one_lost_record_differ_in_the_rows_that_tell_it()
    {
        using var one = new Spec.TemporaryFolder();
        using var two = new Spec.TemporaryFolder();
        var good = ReportOf.Folder((await HonestRun.Of().WriteAsync(one)).FolderPath);
        var run = HonestRun.Of();
        run.Deliveries!.RemoveAll(d => d.Id == "rec-07");
        var bad = ReportOf.Folder((await run.WriteAsync(two)).FolderPath);
        var rows = RunComparison.Of([good, bad]).Rows().ToDictionary(r => r.What);
        Assert.Equal(["Pass", "Fail"], rows["verdict"].Values);
        Assert.Equal(["0", "1"], rows["lost"].Values);
        Assert.True(rows["lost"].Differ);
        Assert.False(rows["seed"].Differ);
        Assert.False(rows["records acknowledged"].Differ);
        Assert.Contains(rows.Keys, k => k.StartsWith("end to end: ", StringComparison.Ordinal));
        // A run that cannot be compared in something says so, and is not taken for one with a nought.
        var silent = RunComparison.Of([good, bad with { Latencies = [], Run = null }]).Rows().ToDictionary(r => r.What);
        Assert.Equal("not known", silent["seed"].Values[1]);
        Assert.Equal("not measured", silent.Single(r => r.Key.StartsWith("end to end", StringComparison.Ordinal)).Value.Values[1]);
    }
}
