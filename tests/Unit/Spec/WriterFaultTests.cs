using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Invariant 7 of a writer that has moved: the region that lost it accepts no row while it is away.</summary>
public sealed class WriterFaultTests
{
    private readonly HonestRun _run = HonestRun.Of();

    [Theory]
    [InlineData("switchover")]
    [InlineData("failover")]
    public void A_writer_that_moved_and_whose_old_side_accepted_nothing_was_really_moved(string kind)
    {
        Moved(kind);
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Fact]
    public void An_old_writer_that_accepts_a_row_after_a_switchover_was_not_fenced()
    {
        _run.ReplaceRow(new("r1", "inbound"), "rec-21", r => r with { StoredAt = Moved("switchover") });
        _run.Judge().MustFail(7, "rec-21", "inbound-writer");
    }

    [Fact]
    public void What_the_old_writer_had_in_its_sockets_at_a_failover_is_excused_where_its_author_had_received_it()
    {
        _run.ReplaceRow(new("r1", "inbound"), "rec-21", r => r with { StoredAt = Moved("failover") });
        Assert.DoesNotContain(_run.Judge().Findings[6].Violations, v => v.Record == "rec-21");
    }

    [Fact]
    public void A_row_that_its_author_had_not_received_before_a_failover_is_not_excused()
    {
        var author = _run.Row(new("r1", "inbound"), "rec-21").StoredBy == "r1/inbound" ? "r2/inbound" : "r1/inbound";
        _run.ReplaceRow(new("r1", "inbound"), "rec-21", r => r with { StoredAt = Moved("failover"), StoredBy = author });
        _run.Judge().MustFail(7, "rec-21", "inbound-writer");
    }

    [Fact]
    public void The_new_writer_and_the_other_databases_may_accept_rows()
    {
        var at = Moved("switchover");
        _run.ReplaceRow(new("r1", "outbound"), "rec-21", r => r with { StoredAt = at });
        foreach (var region in new[] { "r1", "r2" })
            _run.ReplaceRow(new(region, "inbound"), "rec-22", r => r with { StoredAt = at, WrittenIn = "r2" });
        Assert.Empty(_run.Judge().Findings[6].Violations);
    }

    [Fact]
    public void A_move_of_which_nobody_says_who_lost_the_writer_leaves_the_run_inconclusive()
    {
        Moved("failover", lost: null);
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains(verdict.Findings[6].Unknown, u => u.Contains("inbound-writer", StringComparison.Ordinal));
    }

    /// <summary>The writer of inbound leaves region 1 at the very end, when nobody works any more. Answers a time at which it is away.</summary>
    private DateTimeOffset Moved(string kind, string? lost = "r1")
    {
        var lab = _run.History.Last(e => e.Component == "lab");
        foreach (var (i, name) in new[] { "fault-injecting", "fault-effective", "fault-held", "fault-recovering", "fault-recovered" }.Index())
        {
            _run.Insert(
                lab,
                new HistoryEvent(name) { Fault = "F9", Target = "inbound-writer", Kind = kind, By = "aurora-failover", Region = lost, Detail = "seen" },
                _run.Run.DrainedAt!.Value.AddSeconds(2 * (i + 1)));
        }

        _run.Run = _run.Run with { Plan = [.. _run.Run.Plan, new ExpectedFault("F9", "inbound-writer", kind)] };
        return _run.FaultEvent("fault-effective", "F9").At.AddSeconds(1);
    }
}
