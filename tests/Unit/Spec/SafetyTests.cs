using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Invariants 1, 2, 5, 6, 8 and 9: what is in the stores, the queues and the delivery log.</summary>
public sealed class SafetyTests
{
    private static readonly Replica CoreOne = new("r1", "core");
    private static readonly Replica CoreTwo = new("r2", "core");
    private static readonly Replica OutboundTwo = new("r2", "outbound");

    private readonly HonestRun _run = HonestRun.Of();

    [Fact]
    public void A_record_that_was_stored_and_never_delivered_is_lost()
    {
        _run.Deliveries!.RemoveAll(d => d.Id == "rec-07");
        var verdict = _run.Judge();
        verdict.MustFail(1, "rec-07", "record-destination");
        Assert.Equal(1, verdict.Figures.Lost);
    }

    [Fact]
    public void An_acknowledged_record_that_is_nowhere_is_lost()
    {
        foreach (var replica in Replica.All)
            _run.RemoveRow(replica, "rec-21");
        _run.Deliveries!.RemoveAll(d => d.Id == "rec-21");
        _run.Judge().MustFail(1, "rec-21", "inbound-database");
    }

    [Fact]
    public void A_row_that_neither_region_has_is_lost_though_a_later_stage_has_it_and_queues_are_full()
    {
        _run.RemoveRow(CoreOne, "rec-05");
        _run.RemoveRow(CoreTwo, "rec-05");
        FillQueue("r1", "inbound", 9);
        _run.Run = _run.Run with { DrainedAt = null };
        _run.Judge().MustFail(1, "rec-05", "core-database");
    }

    [Fact]
    public void A_row_of_one_region_only_is_lost_once_replication_has_come_to_rest()
    {
        _run.RemoveRow(OutboundTwo, "rec-05");
        var verdict = _run.Judge();
        verdict.MustFail(1, "rec-05", "r2/outbound-database");
        verdict.MustFail(8, "rec-05", "r2/outbound-database");
        Assert.Equal(1, verdict.Figures.Lost);
    }

    [Fact]
    public void A_record_that_may_still_be_in_a_queue_at_the_deadline_is_waiting_not_lost()
    {
        _run.Deliveries!.RemoveAll(d => d.Id == "rec-07");
        FillQueue("r2", "outbound", 1);
        _run.Run = _run.Run with { DrainedAt = null };

        var verdict = _run.Judge();

        Assert.Equal((Outcome.Stuck, 4), (verdict.Outcome, verdict.ExitCode));
        Assert.Equal(FindingStatus.Waiting, verdict.Findings[0].Status);
        Assert.Contains(verdict.Waiting, w => w.Contains("record-destination", StringComparison.Ordinal) && w.Contains("rec-07", StringComparison.Ordinal));
        Assert.Contains(verdict.Waiting, w => w.Contains("r2/outbound-queue", StringComparison.Ordinal));
    }

    [Fact]
    public void A_queue_behind_the_gap_does_not_excuse_a_record_that_never_got_there()
    {
        foreach (var replica in Replica.All.Where(r => r.Store != "inbound"))
            _run.RemoveRow(replica, "rec-07");
        _run.Deliveries!.RemoveAll(d => d.Id == "rec-07");
        FillQueue("r1", "outbound", 3);
        _run.Run = _run.Run with { DrainedAt = null };
        _run.Judge().MustFail(1, "rec-07", "preprocess-database");
    }

    [Fact]
    public void More_waiting_records_than_messages_means_that_some_are_lost()
    {
        _run.Deliveries!.RemoveAll(d => d.Id is "rec-07" or "rec-08" or "rec-09");
        FillQueue("r1", "outbound", 1);
        _run.Run = _run.Run with { DrainedAt = null };

        var verdict = _run.Judge();

        verdict.MustFail(1, null, null);
        Assert.Equal(2, verdict.Figures.Lost);
    }

    [Fact]
    public void A_row_not_yet_replicated_at_the_deadline_is_waiting()
    {
        _run.RemoveRow(CoreOne, "rec-12");
        _run.Run = _run.Run with { DrainedAt = null };
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Stuck, verdict.Outcome);
        Assert.Contains(verdict.Findings[7].Waiting, w => w.Contains("r1/core-database", StringComparison.Ordinal));
    }

    [Fact]
    public void A_delivery_that_nobody_sent_is_invented_and_not_lost_before_it()
    {
        _run.Deliveries!.Add(_run.Deliveries[0] with { Id = "invented" });
        var verdict = _run.Judge();
        verdict.MustFail(2, "invented", "record-destination");
        Assert.Equal(FindingStatus.Held, verdict.Findings[0].Status);
        Assert.Equal(0, verdict.Figures.Lost);
    }

    [Fact]
    public void What_the_source_says_was_acknowledged_is_lost_if_it_is_nowhere_even_if_nobody_gave_it()
    {
        foreach (var replica in Replica.All)
            _run.RemoveRow(replica, "rec-21");
        _run.Deliveries!.RemoveAll(d => d.Id == "rec-21");
        _run.Given!.RemoveAll(g => g.Id == "rec-21");
        _run.Judge().MustFail(1, "rec-21", "inbound-database");
    }

    [Fact]
    public void A_body_altered_on_the_way_is_found_at_the_first_place_that_has_it()
    {
        _run.ReplaceRow(OutboundTwo, "rec-11", r => r with { Body = BodyDigest.Of("something else") });
        var verdict = _run.Judge();
        verdict.MustFail(2, "rec-11", "r2/outbound-database");
        verdict.MustFail(8, "rec-11", "outbound-database");
    }

    [Fact]
    public void A_body_altered_in_the_delivery_log_alone_is_found()
    {
        var at = _run.Deliveries!.FindIndex(d => d.Id == "rec-02");
        _run.Deliveries[at] = _run.Deliveries[at] with { Body = BodyDigest.Of("""{"id":"rec-02","amount":12.50}""") };
        _run.Judge().MustFail(2, "rec-02", "record-destination");
    }

    [Fact]
    public void A_record_that_nobody_gave_is_invented()
    {
        _run.Deliveries!.Add(_run.Deliveries[0] with { Id = "rec-99" });
        _run.Judge().MustFail(2, "rec-99", "record-destination");
    }

    [Fact]
    public void A_record_that_was_given_and_never_sent_is_invented()
    {
        _run.NeverWritten(e => e.Component == "record-source" && e.Record == "rec-30");
        _run.Judge().MustFail(2, "rec-30", "r1/inbound-database");
    }

    [Fact]
    public void A_row_in_another_batch_was_altered()
    {
        _run.ReplaceRow(CoreTwo, "rec-15", r => r with { Batch = 3 });
        _run.Judge().MustFail(2, "rec-15", "r2/core-database");
    }

    [Fact]
    public void Two_rows_of_a_record_in_one_replica_are_one_too_many()
    {
        _run.Stores[CoreTwo].Add(_run.Row(CoreTwo, "rec-04"));
        _run.Judge().MustFail(5, "rec-04", "r2/core-database");
    }

    [Fact]
    public void Two_deliveries_of_a_record_are_one_too_many()
    {
        _run.Deliveries!.Add(_run.Deliveries.Single(d => d.Id == "rec-04"));
        _run.Judge().MustFail(5, "rec-04", "record-destination");
    }

    [Fact]
    public void A_destination_that_calls_two_deliveries_the_first_is_found()
    {
        var first = _run.Event("delivered", "record-destination", "rec-30");
        _run.Insert(first, first, _run.Run.DrainedAt!.Value);
        _run.Judge().MustFail(5, "rec-30", "record-destination");
    }

    [Fact]
    public void A_dead_letter_fails_the_run_and_is_named_by_message_and_body()
    {
        var dead = _run.Queues!.FindIndex(q => q is { Region: "r1", Queue: "preprocess-core-dlq" });
        _run.Queues[dead] = _run.Queues[dead] with { Visible = 1, Messages = [new PeekedMessage("m-17", "not a record\u0001", 5)] };
        var verdict = _run.Judge();
        verdict.MustFail(6, null, "r1/preprocess-core-dlq");
        Assert.Contains(verdict.Violations, v => v.What.Contains("m-17", StringComparison.Ordinal) && v.What.Contains("\"not a record·\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_that_became_a_dead_letter_is_named()
    {
        var dead = _run.Queues!.FindIndex(q => q is { Region: "r2", Queue: "inbound-dlq" });
        _run.Queues[dead] = _run.Queues[dead] with { Visible = 2, Messages = [new PeekedMessage("m-1", """{"id":"rec-13","amount":12.5}""", 6)] };
        var verdict = _run.Judge();
        verdict.MustFail(6, "rec-13", "r2/inbound-dlq");
        verdict.MustFail(6, null, "r2/inbound-dlq");
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void A_message_left_in_a_queue_leaves_the_run_stuck(int visible, int inFlight, int delayed)
    {
        FillQueue("r2", "core-postprocess", visible, inFlight, delayed);
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Stuck, verdict.Outcome);
        Assert.Equal(FindingStatus.Waiting, verdict.Findings[5].Status);
        Assert.Contains(verdict.Waiting, w => w.StartsWith("r2/core-postprocess-queue", StringComparison.Ordinal));
    }

    [Fact]
    public void An_item_of_two_writers_that_is_not_the_same_one_s_in_both_regions_fails_once_the_table_was_compared()
    {
        _run.ReplaceRow(CoreOne, "rec-12", r => r with { StoredBy = "r1/core", StoredAt = r.StoredAt.AddMilliseconds(-3), WrittenIn = "r1" });
        _run.ReplaceRow(CoreOne with { Region = "r2" }, "rec-12", r => r with { StoredBy = "r2/core", WrittenIn = "r2" });
        _run.Judge().MustFail(8, "rec-12", "core-database");

        // It may have been read while the later write was on its way.
        _run.Run = _run.Run with { TableComparedAt = null };
        Assert.Equal(FindingStatus.Held, _run.Judge().Findings[7].Status);
    }

    [Fact]
    public void Replicas_that_differ_in_contents_fail_even_before_replication_rests()
    {
        _run.ReplaceRow(CoreOne, "rec-12", r => r with { Body = BodyDigest.Of("older") });
        _run.Run = _run.Run with { DrainedAt = null };
        _run.Judge().MustFail(8, "rec-12", "core-database");
    }

    [Fact]
    public void The_largest_replication_lag_of_rows_and_emulators_is_reported()
    {
        _run.ReplaceRow(OutboundTwo, "rec-12", r => r with { AppliedAt = r.StoredAt.AddSeconds(7) });
        var replicated = _run.Event("replicated", "r1/aws");
        _run.Replace(replicated, replicated with { Milliseconds = 123_456.78 });
        var lags = _run.Judge().Figures.LargestReplicationLagMs;
        Assert.Equal((7000, 123_456.8), (lags["outbound"], lags["core"]));
    }

    [Fact]
    public void A_run_that_never_came_to_rest_is_stuck_and_says_who_waited()
    {
        var last = _run.History[^1];
        _run.Insert(_run.Event("started", "r2/core"), new HistoryEvent(HistoryEvents.State) { State = LifecycleState.FailedDependency, Detail = "core refused" }, last.At);
        _run.Run = _run.Run with { DrainedAt = null };
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Stuck, verdict.Outcome);
        Assert.Contains(verdict.Findings[8].Waiting, w => w.Contains("r2/core", StringComparison.Ordinal) && w.Contains("core refused", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_came_to_rest_past_the_deadline_is_stuck()
    {
        _run.Run = _run.Run with { DeadlineSeconds = 0.001 };
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Stuck, verdict.Outcome);
        Assert.Equal(FindingStatus.Waiting, verdict.Findings[8].Status);
    }

    private void FillQueue(string region, string queue, int visible, int inFlight = 0, int delayed = 0)
    {
        var at = _run.Queues!.FindIndex(q => q.Region == region && q.Queue == queue);
        _run.Queues[at] = _run.Queues[at] with { Visible = visible, InFlight = inFlight, Delayed = delayed };
    }
}
