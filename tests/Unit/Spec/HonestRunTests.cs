using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

public sealed class HonestRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(77)]
    public void An_honest_run_with_retries_duplicates_kills_and_faults_passes(ulong seed)
    {
        var verdict = HonestRun.Of(seed).Judge();

        Assert.Empty(verdict.Violations);
        Assert.Empty(verdict.Waiting);
        Assert.Empty(verdict.MissingEvidence);
        Assert.All(verdict.Findings, f => Assert.Equal(FindingStatus.Held, f.Status));
        Assert.Equal(Outcome.Pass, verdict.Outcome);
        Assert.Equal(0, verdict.ExitCode);
    }

    [Fact]
    public void The_figures_count_what_the_script_did()
    {
        var figures = HonestRun.Of().Judge().Figures;

        Assert.Equal((30, 30, 30), (figures.Published, figures.Acknowledged, figures.Delivered));
        Assert.Equal((0, 0, 2), (figures.Lost, figures.Replayed, figures.Retried));
        // Two records ran twice through five stages and the destination, one from the second stage on.
        Assert.Equal(6 + 6 + 5, figures.Duplicates);
        Assert.Equal(["inbound", "preprocess", "core", "postprocess", "outbound"], figures.LargestReplicationLagMs.Keys);
        Assert.True(figures.LargestReplicationLagMs["core"] > figures.LargestReplicationLagMs["inbound"], "the table's replication was paused");
        Assert.True(figures.SecondsToDrainAfterRecovery > 0);
    }

    [Fact]
    public void A_baseline_without_faults_passes()
    {
        var run = HonestRun.Of();
        run.NeverWritten(e => e.Fault is not null);
        run.Run = run.Run with { Scenario = "baseline", Plan = [], LastRecoveryAt = null, DeadlineSeconds = 60 };

        Assert.Equal(Outcome.Pass, run.Judge().Outcome);
    }

    [Fact]
    public void A_record_of_unknown_acknowledgement_may_be_in_the_system()
    {
        var run = HonestRun.Of();
        var replaced = run.Event("acknowledged", "record-source", "rec-25");
        run.Replace(replaced, replaced with { Event = "unknown" });

        var verdict = run.Judge();

        Assert.Equal(Outcome.Pass, verdict.Outcome);
        Assert.Equal(29, verdict.Figures.Acknowledged);
    }
}
