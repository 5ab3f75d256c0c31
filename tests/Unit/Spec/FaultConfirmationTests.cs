using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Invariant 7: what the lab itself says of its faults, whether they took hold, held, and were those of the plan.</summary>
public sealed class FaultConfirmationTests
{
    private readonly HonestRun _run = HonestRun.Of();

    [Fact]
    public void A_fault_found_not_to_hold_fails_the_run()
    {
        var held = _run.FaultEvent("fault-held", "F2");
        _run.Replace(held, held with { Event = HistoryEvents.FaultIneffective, Detail = "it answered" });
        _run.Judge().MustFail(7, null, "r1/core-postprocess-queue");
    }

    [Theory]
    [InlineData("fault-effective")]
    [InlineData("fault-held")]
    public void A_fault_that_was_recovered_without_having_been_confirmed_fails_the_run(string unconfirmed)
    {
        _run.NeverWritten(e => e.Event == unconfirmed && e.Fault == "F3");
        _run.Judge().MustFail(7, null, "r1/core-replication");
    }

    [Fact]
    public void A_fault_confirmed_without_evidence_is_not_confirmed()
    {
        var held = _run.FaultEvent("fault-held", "F2");
        _run.Replace(held, held with { Detail = null });
        _run.Judge().MustFail(7, null, "r1/core-postprocess-queue");
    }

    [Fact]
    public void A_fault_of_the_plan_that_was_never_injected_leaves_the_run_inconclusive()
    {
        _run.NeverWritten(e => e.Fault == "F4");
        var verdict = _run.Judge();
        Assert.Equal((Outcome.Inconclusive, 3), (verdict.Outcome, verdict.ExitCode));
        Assert.Contains(verdict.MissingEvidence, m => m.Contains("r1/outbound-queue", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_target_than_the_planned_one_fails_the_run()
    {
        _run.Run = _run.Run with { Plan = [.. _run.Run.Plan.Select(p => p.Id == "F4" ? p with { Target = "r1/inbound-queue" } : p)] };
        _run.Judge().MustFail(7, null, "r1/outbound-queue");
    }

    [Fact]
    public void A_scenario_about_faults_in_which_none_took_effect_fails()
    {
        _run.NeverWritten(e => e.Fault is not null);
        _run.Run = _run.Run with { Plan = [] };
        _run.Judge().MustFail(7, null, "lab");
    }

    [Fact]
    public void A_component_that_ended_by_itself_fails_the_run()
    {
        ACrash();
        _run.Judge().MustFail(7, null, "r2/core");
    }

    [Fact]
    public void A_fault_of_an_earlier_run_that_never_took_hold_is_not_held_against_this_one()
    {
        _run.Insert(
            _run.History.First(e => e.Component == "lab"),
            _run.FaultEvent("fault-recovered", "F1") with { Event = "fault-ineffective", Fault = "earlier/F1", Target = "r1/core", Kind = "pause", Detail = "Docker refused" },
            _run.History.First(e => e.Component == "lab").At.AddTicks(-1));
        _run.Run = _run.Run with { StartedAt = _run.History.First(e => e.Component == "lab").At.AddTicks(1) };
        Assert.DoesNotContain(_run.Judge().Violations, v => v.What.Contains("earlier/F1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_that_an_earlier_controller_left_is_not_held_against_a_run_under_the_next()
    {
        var first = _run.History.First(e => e.Component == "lab");
        var line = _run.FaultEvent("fault-recovered", "F1") with { Fault = "found-1", Target = "r2/core", Kind = "kill", By = "itself", Detail = "exit code 70" };
        _run.Insert(first with { Life = "earlier" }, line with { Event = "fault-effective" }, first.At.AddTicks(-1));
        _run.Run = _run.Run with { StartedAt = first.At };
        Assert.DoesNotContain(_run.Judge().Violations, v => v.Component == "r2/core");
    }

    [Fact]
    public void What_was_over_before_the_run_began_is_not_held_against_it()
    {
        ACrash();
        _run.Run = _run.Run with { StartedAt = _run.History.Last(e => e.Component == "lab").At.AddTicks(1) };
        Assert.DoesNotContain(_run.Judge().Violations, v => v.Component == "r2/core");
    }

    private void ACrash()
    {
        var line = _run.FaultEvent("fault-recovered", "F1");
        foreach (var what in new[] { "found-failed", "fault-effective", "fault-held", "fault-recovering", "fault-recovered" })
        {
            _run.Insert(
                _run.History.Last(e => e.Component == "lab"),
                line with { Event = what, Fault = "found-1", Target = "r2/core", Kind = "kill", By = "itself", Detail = "process 4711 is gone: it ended with exit code 70" },
                _run.History.Last(e => e.Component == "lab").At.AddTicks(1));
        }
    }

    [Fact]
    public void A_recovery_that_needs_a_second_try_does_not_make_its_fault_a_pretended_one()
    {
        // The first try half succeeded, so the second finds the target working.
        var recovering = _run.FaultEvent("fault-recovering", "F1");
        _run.Insert(recovering, recovering with { Event = HistoryEvents.FaultIneffective, Detail = "it answered" }, recovering.At.AddTicks(10));
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Fact]
    public void A_fault_by_hand_counts_as_real_and_its_target_is_not_judged()
    {
        _run.NeverWritten(e => e.Fault is not null and not "F1");
        for (var i = 0; i < _run.History.Count; i++)
        {
            if (_run.History[i].Fault == "F1")
                _run.History[i] = _run.History[i] with { By = "hand" };
        }

        _run.Run = _run.Run with { Plan = [] };
        var received = _run.Event("state", "r2/postprocess");
        _run.Insert(_run.Event("started", "r1/preprocess"), received, _run.FaultEvent("fault-effective", "F1").At.AddTicks(5));
        var verdict = _run.Judge();
        Assert.Equal(Outcome.Pass, verdict.Outcome);
        Assert.Contains("1 came by hand", verdict.Findings[6].Evidence, StringComparison.Ordinal);
    }
}
