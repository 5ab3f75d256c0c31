using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Invariants 3 and 4: what history tells of order and of sending again.</summary>
public sealed class OrderTests
{
    private readonly HonestRun _run = HonestRun.Of();

    [Fact]
    public void A_message_removed_before_its_record_was_sent_on_is_out_of_order()
    {
        var sent = FirstOf("accepted", "core", "rec-21");
        _run.NeverWritten(e => e == sent);
        _run.Judge().MustFail(3, "rec-21", sent.Component);
    }

    [Fact]
    public void A_record_sent_on_before_it_was_stored_is_out_of_order()
    {
        var stored = FirstOf("stored", "postprocess", "rec-22");
        _run.NeverWritten(e => e == stored);
        _run.Insert(stored, stored, FirstOf("removed", "postprocess", "rec-22").At);
        _run.Judge().MustFail(3, "rec-22", stored.Component);
    }

    [Fact]
    public void Another_lifes_storing_does_not_excuse_this_ones_removing()
    {
        // The killed worker had stored and sent it on; its next life removes the message without having done either.
        var again = _run.History.Last(e => e.Component == "r1/preprocess" && e.Record == "rec-10" && e.Event == "stored");
        Assert.NotEqual("life-1", again.Life);
        _run.NeverWritten(e => e.Component == again.Component && e.Life == again.Life && e.Record == "rec-10" && e.Event is "stored" or "accepted");
        _run.Judge().MustFail(3, "rec-10", "r1/preprocess");
    }

    [Fact]
    public void A_destination_that_removes_before_it_keeps_is_out_of_order()
    {
        _run.NeverWritten(e => e.Event == "delivered" && e.Record == "rec-23");
        _run.Judge().MustFail(3, "rec-23", "record-destination");
    }

    [Fact]
    public void A_worker_that_says_stored_before_the_store_does_is_found()
    {
        var stored = FirstOf("stored", "core", "rec-24");
        StoredLater("core", "rec-24", stored.At.AddMilliseconds(50));
        _run.Judge().MustFail(3, "rec-24", stored.Component);
    }

    [Theory]
    [InlineData(-10, 30)] // a second loop had the record in hand when the first said that it was stored
    [InlineData(10, 30)] // it was received again after that
    [InlineData(50, 50)] // at the very moment
    public void A_row_that_another_turn_may_have_put_accuses_nobody(int receivedAgain, int put)
    {
        PutLater(put, receivedAgain);
        var finding = _run.Judge().Findings[2];
        Assert.Empty(finding.Violations);
        Assert.NotEqual(FindingStatus.Violated, finding.Status);
    }

    [Theory]
    [InlineData(60)] // received again only after the row was put
    [InlineData(-10, 20)] // received again, and that turn had ended by then
    [InlineData(10, 20)]
    public void A_turn_that_had_ended_or_not_begun_excuses_no_early_claim(int receivedAgain, int? storedAgain = null)
    {
        var stored = PutLater(50, receivedAgain, storedAgain);
        _run.Judge().MustFail(3, "rec-24", stored.Component);
    }

    [Fact]
    public void A_turn_of_an_earlier_life_excuses_no_early_claim()
    {
        var again = _run.History.Last(e => e is { Component: "r1/preprocess", Event: "stored", Fresh: true } && e.Life != "life-1");
        var before = _run.History.Last(e => e.Component == again.Component && e.Life == "life-1");
        var received = _run.Event("received", again.Component, again.Record);
        _run.Insert(before, received, before.At);
        StoredLater("preprocess", again.Record!, again.At.AddMilliseconds(50));
        _run.Judge().MustFail(3, again.Record, again.Component);
    }

    [Fact]
    public void A_paused_writers_late_row_of_what_was_stored_elsewhere_accuses_nobody()
    {
        // The attempt that was given up is carried out when the old writer goes on; the claim was about the other region's row.
        var stored = FirstOf("stored", "inbound", "rec-24");
        _run.ReplaceRow(new(stored.Component[..2] == "r1" ? "r2" : "r1", "inbound"), "rec-24", r => r with { StoredAt = stored.At.AddMilliseconds(900) });
        Assert.Empty(_run.Judge().Findings[2].Violations);
    }

    /// <summary>The row of rec-24 in its first core table is from so many milliseconds after the claim, and the record was received again.</summary>
    private HistoryEvent PutLater(int put, int receivedAgain, int? storedAgain = null)
    {
        var stored = FirstOf("stored", "core", "rec-24");
        var received = FirstOf("received", "core", "rec-24");
        _run.Insert(stored, received, stored.At.AddMilliseconds(receivedAgain));
        if (storedAgain is { } at)
            _run.Insert(stored, stored with { Fresh = false }, stored.At.AddMilliseconds(at));
        StoredLater("core", "rec-24", stored.At.AddMilliseconds(put));
        return stored;
    }

    /// <summary>The row is from then, in both regions.</summary>
    private void StoredLater(string store, string record, DateTimeOffset at)
    {
        foreach (var region in new[] { "r1", "r2" })
            _run.ReplaceRow(new(region, store), record, r => r with { StoredAt = at });
    }

    [Fact]
    public void Where_the_line_is_missing_and_the_stores_tell_only_the_hole_is_named()
    {
        // The next stage stored the record, and only then did this one remove it: so it had been accepted.
        var stored = FirstOf("stored", "postprocess", "rec-21");
        _run.History.Remove(stored);
        var finding = _run.Judge().Findings[2];
        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.DoesNotContain(finding.Unknown, u => u.Contains("rec-21", StringComparison.Ordinal));
    }

    [Fact]
    public void The_tables_rows_tell_when_a_call_began_and_do_not_witness_that_it_had_ended()
    {
        var stored = FirstOf("stored", "core", "rec-21");
        _run.History.Remove(stored);
        var finding = _run.Judge().Findings[2];
        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Contains(finding.Unknown, u => u.Contains("rec-21", StringComparison.Ordinal) && u.Contains(stored.Component, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_neither_line_nor_stores_tell_the_record_is_named_as_unknown()
    {
        var sent = FirstOf("accepted", "core", "rec-21");
        _run.History.Remove(sent);
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains(verdict.Findings[2].Unknown, u => u.Contains("rec-21", StringComparison.Ordinal) && u.Contains(sent.Component, StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_that_sends_again_what_was_acknowledged_replays()
    {
        var first = _run.Event("publishing", "record-source", "rec-25");
        _run.Insert(_run.History.Last(e => e.Component == "record-source"), first with { Attempt = 2 }, _run.Run.DrainedAt!.Value);
        var verdict = _run.Judge();
        verdict.MustFail(4, "rec-25", "record-source");
        Assert.Equal(1, verdict.Figures.Replayed);
    }

    [Fact]
    public void A_new_life_of_the_source_that_sends_again_what_an_old_one_saw_acknowledged_replays()
    {
        var first = _run.Event("publishing", "record-source", "rec-02");
        Assert.Equal("life-1", first.Life);
        _run.Insert(_run.History.Last(e => e.Component == "record-source"), first with { Attempt = 2 }, _run.Run.DrainedAt!.Value);
        _run.Judge().MustFail(4, "rec-02", "record-source");
    }

    [Fact]
    public void A_worker_that_sends_on_more_often_than_it_received_replays()
    {
        var sent = FirstOf("accepted", "inbound", "rec-26");
        _run.Insert(sent, sent, _run.Run.DrainedAt!.Value);
        _run.Judge().MustFail(4, "rec-26", sent.Component);
    }

    [Fact]
    public void A_message_that_comes_back_to_a_later_life_after_its_removal_was_resurrected()
    {
        var removed = _run.History.First(e => e is { Event: "removed", Component: "r1/preprocess", Life: "life-1" });
        var later = _run.History.Last(e => e.Component == "r1/preprocess");
        Assert.NotEqual(removed.Life, later.Life);
        _run.Insert(later, removed with { Event = HistoryEvents.Received }, _run.Run.DrainedAt!.Value);
        _run.Judge().MustFail(4, removed.Record, "r1/preprocess");
    }

    [Fact]
    public void A_receive_noted_after_the_removal_in_the_same_life_is_a_race_and_no_resurrection()
    {
        var removed = FirstOf("removed", "inbound", "rec-26");
        _run.Insert(removed, removed with { Event = HistoryEvents.Received }, removed.At.AddTicks(1));
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    private HistoryEvent FirstOf(string name, string stage, string record) =>
        _run.History.First(e => e.Event == name && e.Record == record && e.Component.EndsWith("/" + stage, StringComparison.Ordinal));
}
