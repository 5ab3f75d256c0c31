using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using ActiveActive.Spec.Invariants;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>What is missing neither accuses nor acquits, and the ranks of verdicts.</summary>
public sealed class HoleTests
{
    [Fact]
    public void A_gap_in_a_life_is_named_and_leaves_the_run_inconclusive()
    {
        var run = HonestRun.Of();
        var line = run.Event("received", "r2/core");
        run.History.Remove(line);
        var verdict = run.Judge();
        Assert.Equal((Outcome.Inconclusive, 3), (verdict.Outcome, verdict.ExitCode));
        Assert.Contains(verdict.MissingEvidence, m => m.Contains("r2/core", StringComparison.Ordinal) && m.Contains($"event {line.Seq} is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tail_that_was_cut_off_leaves_the_run_inconclusive()
    {
        var run = HonestRun.Of();
        run.Run = run.Run with { HistoryEvents = run.History.Count };
        Assert.Equal(Outcome.Pass, run.Judge().Outcome);

        run.History.RemoveRange(run.History.Count - 5, 5);
        var verdict = run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains($"history.jsonl has {run.History.Count} events, and {run.History.Count + 5} were collected", verdict.MissingEvidence);
    }

    [Fact]
    public void A_component_without_a_history_leaves_the_run_inconclusive()
    {
        var run = HonestRun.Of();
        run.History.RemoveAll(e => e.Component == "dns-router");
        var verdict = run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains("history of dns-router: there is none", verdict.MissingEvidence);
    }

    [Fact]
    public void What_the_lab_could_not_collect_leaves_the_run_inconclusive()
    {
        var run = HonestRun.Of();
        run.Run = run.Run with { Missing = ["r1/aws did not answer when its queues were read"] };
        var verdict = run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains("r1/aws did not answer when its queues were read", verdict.MissingEvidence);
    }

    [Fact]
    public void An_aborted_run_is_never_a_pass_and_what_is_on_its_way_is_not_stuck()
    {
        var run = HonestRun.Of();
        var aborted = run.Run.StartedAt.AddSeconds(12.5);
        run.Run = run.Run with { AbortedAt = aborted };
        Assert.Equal(Outcome.Inconclusive, run.Judge().Outcome);

        // In the middle of its way: in a queue, and in no store after it.
        run.Run = run.Run with { DrainedAt = null };
        OnItsWayToTheDestination(run, "rec-30");
        var verdict = run.Judge();
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains("the rest of the run: it was aborted 12.5 s after its start", verdict.MissingEvidence);
        Assert.Contains("whether it would have come to rest: it was aborted before that", verdict.MissingEvidence);
        Assert.NotEmpty(verdict.Waiting);
        run.Run = run.Run with { AbortedAt = null };
        Assert.Equal(Outcome.Stuck, run.Judge().Outcome);
    }

    [Fact]
    public void An_aborted_run_that_lost_a_record_fails()
    {
        var run = HonestRun.Of();
        OnItsWayToTheDestination(run, "rec-30");
        run.Run = run.Run with { DrainedAt = null, AbortedAt = run.Run.StartedAt.AddSeconds(12.5) };
        run.Queues = [.. run.Queues!.Select(q => q with { Visible = 0 })];
        run.Judge().MustFail(1, "rec-30", Components.RecordDestination);
    }

    [Fact]
    public void An_abort_in_the_middle_of_an_injection_accuses_nobody_and_a_pretended_fault_of_a_whole_run_is_still_found()
    {
        var run = HonestRun.Of();
        run.NeverWritten(e => e.Event is HistoryEvents.FaultEffective or HistoryEvents.FaultHeld && e.Fault == HonestRun.Kill.Id);
        Assert.Equal(Outcome.Fail, run.Judge().Outcome);
        run.Run = run.Run with { AbortedAt = run.Run.StartedAt.AddSeconds(2) };
        Assert.NotEqual(FindingStatus.Violated, run.Judge().Findings[6].Status);

        // The lab looks before it recovers, and finds that nothing holds.
        var recovering = run.FaultEvent(HistoryEvents.FaultRecovering, HonestRun.Kill.Id);
        run.Insert(recovering, recovering with { Event = HistoryEvents.FaultIneffective, Detail = "it runs" }, recovering.At.AddTicks(-1));
        Assert.NotEqual(FindingStatus.Violated, run.Judge().Findings[6].Status);
        run.Run = run.Run with { AbortedAt = null };
        Assert.Equal(FindingStatus.Violated, run.Judge().Findings[6].Status);
    }

    private static void OnItsWayToTheDestination(HonestRun run, string record)
    {
        Assert.NotEqual(0, run.Deliveries!.RemoveAll(d => d.Id == record));
        run.NeverWritten(e => e.Record == record && e.Component == Components.RecordDestination);
        var last = run.Queues!.FindIndex(q => q.Region == "r1" && q.Queue == Topology.Queues[^1]);
        run.Queues[last] = run.Queues[last] with { Visible = 1 };
    }

    [Fact]
    public void Each_part_that_is_absent_leaves_the_run_inconclusive()
    {
        foreach (var (spoil, named) in new (Action<HonestRun>, string)[]
        {
            (r => r.Given = null, "records.jsonl"),
            (r => r.Queues = null, "queues.json"),
            (r => r.Deliveries = null, "deliveries.jsonl"),
            (r => r.Stores.Remove(new Replica("r2", "core")), "stores/r2-core.jsonl"),
            (r => r.Queues!.RemoveAt(4), "the contents of queue r1/"),
        })
        {
            var run = HonestRun.Of();
            spoil(run);
            var verdict = run.Judge();
            Assert.Equal((named, Outcome.Inconclusive), (named, verdict.Outcome));
            Assert.Contains(verdict.MissingEvidence, m => m.Contains(named, StringComparison.Ordinal));
        }

        var nothing = Judge.Run(new Evidence());
        Assert.Equal(Outcome.Inconclusive, nothing.Outcome);
        Assert.All(nothing.Findings, f => Assert.Equal(FindingStatus.Unknown, f.Status));
    }

    [Fact]
    public void Fail_outranks_stuck_outranks_inconclusive()
    {
        var run = HonestRun.Of();
        run.History.Remove(run.Event("received", "r2/core"));
        Assert.Equal(Outcome.Inconclusive, run.Judge().Outcome);
        run.Run = run.Run with { DeadlineSeconds = 0.001 };
        Assert.Equal(Outcome.Stuck, run.Judge().Outcome);
        run.Deliveries!.Add(run.Deliveries[0]);
        Assert.Equal(Outcome.Fail, run.Judge().Outcome);
    }

    [Fact]
    public void A_check_that_breaks_down_is_named_and_leaves_the_run_inconclusive()
    {
        var verdict = Judge.Run(HonestRun.Of().Build(), [.. AllInvariants.InOrder.Skip(1), new Broken()]);
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains(verdict.MissingEvidence, m => m.Contains("'nothing lost' broke down", StringComparison.Ordinal) && m.Contains("out of luck", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_any_one_row_or_delivery_an_honest_run_never_passes() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 10], Gen.Int[0, 29]).Sample(
            (seed, place, at) =>
            {
                var run = HonestRun.Of(seed);
                if (place < Replica.All.Count)
                    run.Stores[Replica.All[place]].RemoveAt(at);
                else
                    run.Deliveries!.RemoveAt(at);
                return run.Judge().Outcome != Outcome.Pass;
            },
            iter: 300);

    [Fact]
    public void Without_any_one_line_of_history_an_honest_run_is_inconclusive_and_never_fails() =>
        Gen.Select(Gen.ULong[0, 5], Gen.Double[0, 1]).Sample(
            (seed, where) =>
            {
                var run = HonestRun.Of(seed);
                return IsRight(run, Math.Min((int)(where * run.History.Count), run.History.Count - 1));
            },
            iter: 300);

    [Fact]
    public void No_single_line_of_one_honest_run_is_an_exception_to_that()
    {
        var lines = HonestRun.Of(7).History.Count;
        for (var at = 0; at < lines; at++)
            Assert.True(IsRight(HonestRun.Of(7), at), $"line {at} of {lines}");
    }

    private static bool IsRight(HonestRun run, int at)
    {
        var line = run.History[at];
        var isLast = run.History.FindLastIndex(e => e.Component == line.Component && e.Life == line.Life) == at;
        run.History.RemoveAt(at);
        var outcome = run.Judge().Outcome;
        return outcome == Outcome.Inconclusive || (outcome == Outcome.Pass && isLast);
    }

    private sealed class Broken : IInvariant
    {
        public int Number => 1;

        public string Name => "nothing lost";

        public EvidenceKinds Uses => EvidenceKinds.None;

        public Finding Judge(Evidence evidence) => throw new InvalidOperationException("out of luck");
    }
}
