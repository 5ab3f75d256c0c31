using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Invariant 7: what was failed and worked all the same.</summary>
public sealed class FaultTests
{
    private readonly HonestRun _run = HonestRun.Of();

    private DateTimeOffset DuringFaults => _run.FaultEvent("fault-effective", "F5").At.AddTicks(10);

    [Fact]
    public void A_killed_container_that_writes_a_line_was_not_killed()
    {
        var received = _run.Event("received", "r1/preprocess");
        _run.Insert(received, received with { Record = "rec-13", MessageId = "m" }, DuringFaults);
        _run.Judge().MustFail(7, "rec-13", "r1/preprocess");
    }

    [Fact]
    public void A_killed_container_whose_row_appears_was_not_killed()
    {
        var record = _run.Stores[new("r1", "preprocess")].First(r => r.StoredBy == "r2/preprocess" && r.Batch == 2).Id;
        foreach (var region in new[] { "r1", "r2" })
            _run.ReplaceRow(new(region, "preprocess"), record, r => r with { StoredBy = "r1/preprocess", StoredAt = DuringFaults });
        _run.Judge().MustFail(7, record, "r1/preprocess");
    }

    [Fact]
    public void A_statement_on_its_way_when_its_author_was_killed_is_excused()
    {
        // Received before the fault held, so the database may have executed it later.
        var received = _run.Event("received", "r1/preprocess", "rec-10");
        Assert.True(received.At < _run.FaultEvent("fault-effective", "F1").At);
        _run.NeverWritten(e => e is { Component: "r1/preprocess", Life: "life-1", Record: "rec-10", Event: not "received" });
        foreach (var region in new[] { "r1", "r2" })
            _run.ReplaceRow(new(region, "preprocess"), "rec-10", r => r with { StoredAt = DuringFaults });
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Fact]
    public void A_refusing_queue_that_serves_was_not_refusing()
    {
        var served = _run.Event("served", "r1/aws");
        _run.Insert(served, served with { Queue = "core-postprocess", Operation = "ReceiveMessage" }, DuringFaults);
        _run.Judge().MustFail(7, null, "r1/core-postprocess-queue");
    }

    [Fact]
    public void A_slow_queue_may_serve()
    {
        var served = _run.Event("served", "r1/aws");
        _run.Insert(served, served with { Queue = "outbound", Operation = "ReceiveMessage" }, DuringFaults);
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Theory]
    [InlineData("postprocess")]
    [InlineData("outbound")]
    public void A_stopped_instance_that_accepts_a_row_in_any_of_its_databases_was_not_stopped(string database)
    {
        _run.ReplaceRow(new("r2", database), "rec-14", r => r with { StoredAt = DuringFaults });
        _run.Judge().MustFail(7, "rec-14", "r1/aurora-egress");
    }

    [Fact]
    public void A_stopped_instance_that_applies_a_replicated_row_was_not_stopped()
    {
        _run.ReplaceRow(new("r1", "outbound"), "rec-14", r => r with { WrittenIn = "r2", AppliedAt = DuringFaults });
        _run.Judge().MustFail(7, "rec-14", "r1/aurora-egress");
    }

    [Fact]
    public void Paused_replication_that_applies_a_row_was_not_paused()
    {
        var row = _run.Stores[new("r1", "core")].First(r => r is { Batch: 2, AppliedAt: not null });
        _run.ReplaceRow(new("r1", "core"), row.Id, r => r with { AppliedAt = DuringFaults });
        _run.Judge().MustFail(7, row.Id, "r1/core-replication");
    }

    [Theory]
    [InlineData("r1/aws", "pause", "r1/aws", "served")]
    [InlineData("r1/aws", "disconnect", "r1/aws", "served")]
    [InlineData("record-source", "kill", "record-source", "state")]
    [InlineData("r1/core", "disconnect", "r1/core", "stored")]
    public void A_component_that_works_while_it_is_down_was_not_down(string target, string kind, string author, string deed)
    {
        var at = Failing(target, kind);
        _run.Insert(_run.Event("started", author), new HistoryEvent(deed) { Store = "core", Fresh = false }, at);
        _run.Judge().MustFail(7, null, target);
    }

    [Fact]
    public void A_container_that_is_only_cut_off_may_note_what_it_tries()
    {
        var at = Failing("r1/core", "disconnect");
        _run.Insert(_run.Event("started", "r1/core"), new HistoryEvent("state") { State = "FailedDependency" }, at);
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("hang")]
    public void A_failed_table_that_serves_or_accepts_was_not_failed(string kind)
    {
        var at = Failing("r1/core-database", kind);
        _run.Insert(_run.Event("started", "r1/aws"), new HistoryEvent("served") { Operation = "PutItem", Store = "core" }, at);
        _run.Judge().MustFail(7, null, "r1/core-database");
    }

    [Fact]
    public void A_row_whose_writing_began_under_the_fault_and_ended_after_it_was_not_accepted_under_it()
    {
        BeginWritingUnderTheTablesFault();
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Fact]
    public void A_row_whose_writing_began_and_ended_under_the_fault_was_accepted_under_it()
    {
        var (row, at) = BeginWritingUnderTheTablesFault();
        var stored = _run.Event("stored", "r1/core", row.Id);
        _run.Insert(stored, stored, at.AddTicks(2));
        _run.Judge().MustFail(7, row.Id, "r1/core-database");
    }

    [Fact]
    public void A_row_whose_author_died_before_it_noted_the_end_of_its_writing_accuses_nobody_as_the_emulator_served_nothing()
    {
        var (row, _) = BeginWritingUnderTheTablesFault();
        _run.NeverWritten(e => e.Component == "r1/core" && e.Record == row.Id && e.Event is not "received");
        Assert.DoesNotContain(_run.Judge().Findings[6].Violations, v => v.Record == row.Id);
        Assert.Equal(FindingStatus.Held, _run.Judge().Findings[6].Status);
    }

    [Fact]
    public void With_a_hole_in_the_emulators_history_too_such_a_row_leaves_the_run_inconclusive()
    {
        var (row, _) = BeginWritingUnderTheTablesFault();
        _run.NeverWritten(e => e.Component == "r1/core" && e.Record == row.Id && e.Event is not "received");
        _run.History.Remove(_run.Event("served", "r1/aws"));
        var finding = _run.Judge().Findings[6];
        Assert.Empty(finding.Violations);
        Assert.Contains(finding.Unknown, u => u.Contains("r1/core-database", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("r1/aws", "served", "SendMessage")]
    [InlineData("r1/core", "stored", null)]
    public void What_had_reached_a_component_before_it_was_cut_off_may_be_finished_a_moment_later(string target, string deed, string? operation)
    {
        Failing(target, "disconnect");
        var soon = _run.FaultEvent("fault-effective", "F9").At.AddMilliseconds(200);
        _run.Insert(_run.Event("started", target), new HistoryEvent(deed) { Operation = operation, Store = "core", Fresh = false }, soon);
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Fact]
    public void A_receive_that_waited_since_before_the_cut_may_be_served_to_nobody()
    {
        var at = Failing("r1/aws", "disconnect");
        _run.Insert(_run.Event("started", "r1/aws"), new HistoryEvent("served") { Operation = "ReceiveMessage", Queue = "inbound", Count = 1 }, at);
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Fact]
    public void Whatever_the_seed_an_honest_run_passes_and_one_deed_of_a_failed_target_at_any_time_within_its_fault_fails_it()
    {
        (string Author, string Fault, HistoryEvent Deed)[] deeds =
        [
            ("r1/preprocess", "F1", new(HistoryEvents.State) { State = "ProcessRecords" }),
            ("r1/aws", "F2", new(HistoryEvents.Served) { Operation = "SendMessageBatch", Queue = "core-postprocess", Count = 1 }),
            ("r1/aws", "F3", new(HistoryEvents.Replicated) { Store = "core", Count = 1 }),
        ];
        const ulong first = 1000;
        for (var seed = first; seed < first + 60; seed++)
        {
            var chance = new SeededChance(seed).Fork("deed");
            var (author, fault, deed) = deeds[chance.Below(deeds.Length)];
            var run = HonestRun.Of(seed);
            Assert.Equal((seed, Outcome.Pass), (seed, run.Judge().Outcome));
            var (from, until) = (run.FaultEvent("fault-effective", fault).At, run.FaultEvent("fault-recovering", fault).At);
            var at = from.AddTicks(1 + chance.Below((int)(until - from).Ticks - 1));
            // A life that was there before the fault: who was killed has no other to write in.
            run.Insert(run.Event("started", author), deed, at);
            var finding = run.Judge().Findings[6];
            Assert.Equal((seed, FindingStatus.Violated), (seed, finding.Status));
            Assert.All(finding.Violations, v => Assert.Equal(run.FaultEvent("fault-effective", fault).Target, v.Component));
        }
    }

    [Fact]
    public void A_fault_outside_the_plan_is_judged_like_one_of_it()
    {
        var at = Failing("r2/aws", "kill", planned: false);
        _run.Insert(_run.Event("started", "r2/aws"), new HistoryEvent("served") { Queue = "inbound" }, at);
        _run.Judge().MustFail(7, null, "r2/aws");
    }

    /// <summary>One more fault, at the very end, when nobody works any more. Answers a time inside it.</summary>
    private DateTimeOffset Failing(string target, string kind, bool planned = true)
    {
        var lab = _run.History.Last(e => e.Component == "lab");
        var end = _run.Run.DrainedAt!.Value;
        foreach (var (i, name) in new[] { "fault-injecting", "fault-effective", "fault-held", "fault-recovering", "fault-recovered" }.Index())
        {
            var fault = new HistoryEvent(name) { Fault = "F9", Target = target, Kind = kind, By = "f5", Detail = "seen" };
            // The table's is set before batch 3, so that there is something stored after it.
            var at = target.EndsWith("-database", StringComparison.Ordinal)
                ? _run.FaultEvent("fault-recovered", "F5").At.AddTicks(10 * (i + 1))
                : end.AddSeconds(2 * (i + 1));
            _run.Insert(lab, fault, at);
        }

        if (planned)
            _run.Run = _run.Run with { Plan = [.. _run.Run.Plan, new ExpectedFault("F9", target, kind)] };
        // Long enough after the cut that no echo of it is left.
        return _run.FaultEvent("fault-effective", "F9").At + (kind == "disconnect" ? TimeSpan.FromSeconds(1.5) : TimeSpan.FromTicks(5));
    }

    /// <summary>The table refused, and a row of batch 3 says that its author began to write it then. Answers the row and that time.</summary>
    private (StoredRow Row, DateTimeOffset At) BeginWritingUnderTheTablesFault()
    {
        var at = Failing("r1/core-database", "refuse");
        var row = _run.Stores[new("r1", "core")].Last(r => r is { AppliedAt: null, StoredBy: "r1/core", Batch: 3 });
        foreach (var region in new[] { "r1", "r2" })
            _run.ReplaceRow(new(region, "core"), row.Id, r => r with { StoredAt = at });
        return (row with { StoredAt = at }, at);
    }
}
