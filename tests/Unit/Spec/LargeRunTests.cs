using ActiveActive.Contracts.History;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using ActiveActive.Spec.Invariants;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>What it costs to judge a large run. Measures, so it runs only when asked for: -explicit only.</summary>
public sealed class LargeRunTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task A_hundred_thousand_records_are_judged_in_seconds()
    {
        var run = HonestRun.Of(batchSize: 33_334);
        var evidence = run.Build();
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var verdict = Judge.Run(evidence);
        var judged = time.GetElapsedTime(start);
        foreach (var invariant in AllInvariants.InOrder)
        {
            start = time.GetTimestamp();
            invariant.Judge(evidence);
            output.WriteLine($"{invariant.Number} {invariant.Name}: {time.GetElapsedTime(start).TotalSeconds:0.00} s");
        }

        using var folder = new TemporaryFolder();
        start = time.GetTimestamp();
        var writer = await run.WriteAsync(folder);
        var written = time.GetElapsedTime(start);
        start = time.GetTimestamp();
        var read = RunFolder.Read(writer.FolderPath);
        var reading = time.GetElapsedTime(start);
        start = time.GetTimestamp();
        var again = Judge.Run(read);
        output.WriteLine($"{run.History.Count:N0} events, {run.Stores.Values.Sum(s => s.Count):N0} rows: judged {judged.TotalSeconds:0.00} s, "
            + $"written {written.TotalSeconds:0.00} s, read {reading.TotalSeconds:0.00} s, judged again {time.GetElapsedTime(start).TotalSeconds:0.00} s; "
            + $"working set {Environment.WorkingSet >> 20} MiB");
        Assert.Equal((Outcome.Pass, Outcome.Pass), (verdict.Outcome, again.Outcome));
        Assert.True(judged < TimeSpan.FromSeconds(30), $"judged in {judged}");
        Assert.Contains(read.History!, e => e.Event == HistoryEvents.Delivered);
    }
}
