using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>What is judged while a run goes on: what is wrong already is found, and what is only on its way accuses nobody.</summary>
public sealed class RunningJudgeTests
{
    private readonly HonestRun _run = HonestRun.Of();

    [Fact]
    public void An_honest_run_is_accused_at_no_moment_of_it()
    {
        var whole = _run.Build();
        // Read in the order that a running lab is read in: at each moment the places first, and the histories a little later.
        for (var events = 0; events <= _run.History.Count; events += 7)
        {
            var until = events == 0 ? DateTimeOffset.MinValue : _run.History[events - 1].At;
            var places = new Evidence
            {
                Given = whole.Given,
                Stores = whole.Stores.ToDictionary(s => s.Key, s => (IReadOnlyList<StoredRow>)[.. s.Value.Where(r => (r.AppliedAt ?? r.StoredAt) <= until)]),
                Deliveries = [.. whole.Deliveries!.Where(d => d.DeliveredAt <= until)],
            };
            Assert.Empty(Judge(places, _run.History.Take(events + events % 5)));
        }
    }

    [Fact]
    public void A_replica_that_does_not_answer_accuses_nobody()
    {
        var whole = _run.Build();
        Assert.Empty(Judge(new Evidence { Given = whole.Given, Stores = whole.Stores.Take(3).ToDictionary(), Deliveries = whole.Deliveries }, _run.History));
    }

    [Fact]
    public void An_altered_row_is_found()
    {
        _run.ReplaceRow(new("r2", "core"), "rec-05", r => r with { Body = BodyDigest.Of("{}") });
        Assert.Contains(Judge(_run.Build(), _run.History), v => v is { Record: "rec-05", Component: "r2/core-database" });
    }

    [Fact]
    public void A_record_that_was_removed_before_it_was_sent_on_is_found()
    {
        _run.NeverWritten(e => e is { Component: "r2/core", Event: HistoryEvents.Accepted, Record: "rec-25" } or { Component: "r1/core", Event: HistoryEvents.Accepted, Record: "rec-25" });
        Assert.Contains(Judge(_run.Build(), _run.History), v => v.Record == "rec-25" && v.What.Contains("before it was accepted", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_sending_of_an_acknowledged_record_is_found()
    {
        var sent = _run.Event(HistoryEvents.Publishing, "record-source", "rec-05");
        _run.Insert(sent, sent, _run.History[^1].At.AddSeconds(1));
        Assert.Contains(Judge(_run.Build(), _run.History), v => v.Record == "rec-05" && v.Invariant == "no replay");
    }

    [Theory]
    [InlineData("storm", 1)]
    [InlineData("hand", 0)]
    public void A_fault_that_was_found_not_to_hold_is_found_unless_it_came_by_hand(string by, int found)
    {
        Add(HistoryEvents.FaultIneffective, "F9", by);
        Assert.Equal(found, Judge(_run.Build(), _run.History).Count(v => v.Component == "r1/core" && v.What.Contains("F9", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fault_that_could_not_be_injected_is_no_violation_while_it_runs_nor_at_the_end()
    {
        Add(HistoryEvents.FaultInjecting, "F9", "storm");
        Add(HistoryEvents.FaultGivenUp, "F9", "storm");
        Add(HistoryEvents.FaultIneffective, "F9", "storm");
        Assert.Empty(Judge(_run.Build(), _run.History));
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Fact]
    public void What_is_found_once_a_recovery_began_accuses_nobody()
    {
        Add(HistoryEvents.FaultEffective, "F9", "storm");
        Add(HistoryEvents.FaultRecovering, "F9", "storm");
        Add(HistoryEvents.FaultIneffective, "F9", "storm");
        Assert.Empty(Judge(_run.Build(), _run.History));
    }

    [Fact]
    public void A_planned_fault_that_could_not_be_injected_leaves_the_run_inconclusive()
    {
        Add(HistoryEvents.FaultInjecting, "F9", "f5");
        Add(HistoryEvents.FaultGivenUp, "F9", "f5");
        _run.Run = _run.Run with { Plan = [.. _run.Run.Plan, new ExpectedFault("F9", "r1/core", "kill")] };
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains(verdict.MissingEvidence, m => m.Contains("F9 (kill r1/core) could not be injected: no answer", StringComparison.Ordinal));
    }

    private void Add(string name, string fault, string by)
    {
        var last = _run.History.Last(e => e.Component == "lab");
        _run.History.Add(new HistoryEvent(name)
        {
            At = last.At.AddMilliseconds(1), Component = "lab", Life = last.Life, Seq = last.Seq + 1, Fault = fault, Target = "r1/core", Kind = "kill", By = by, Detail = "no answer",
        });
    }

    private IReadOnlyList<Violation> Judge(Evidence places, IEnumerable<HistoryEvent> history) =>
        RunningJudge.Judge(places, history.GroupBy(e => e.Component).Select(g => g.ToList()), _run.Run.StartedAt);
}
