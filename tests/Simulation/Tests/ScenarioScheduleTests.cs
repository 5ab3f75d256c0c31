using ActiveActive.Simulation.Exploration;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>Every scenario over some schedules; those without an exact middle in bad weather. What fails here prints its seed and the command that plays it again.</summary>
public sealed class ScenarioScheduleTests
{
    [Theory]
    [InlineData("baseline", "random", 20)]
    [InlineData("failover", "random", 20)]
    [InlineData("f1", "random", 20)]
    [InlineData("f2", "random", 20)]
    [InlineData("f3", "random", 20)]
    [InlineData("f4", "random", 20)]
    [InlineData("aurora-failover", "random", 20)]
    [InlineData("storm", "random", 60)]
    [InlineData("f5", "random", 150)]
    [InlineData("f5", "pct", 50)]
    public void A_scenario_passes_over_many_schedules(string scenario, string strategy, int schedules)
    {
        var (played, _, failed) = Explorer.Explore(schedules, n => new RunSpec { Scenario = scenario, Strategy = strategy, Seed = 1000 + (ulong)n });
        Assert.True(failed is null, failed is null ? "" : FailureReport.Write(failed));
        Assert.Equal(schedules, played);
    }

    [Fact]
    public void Subsets_of_the_sixteen_components_pass()
    {
        // A stride that meets every component alone, and sets of every size.
        var masks = Enumerable.Range(0, 16).Select(bit => 1 << bit).Concat(Enumerable.Range(1, 80).Select(i => i * 811)).Append(Subsets.Count).ToList();
        var (_, _, failed) = Explorer.Explore(masks.Count, n => Subsets.Spec(new RunSpec { Seed = 1 }, masks[(int)n]));
        Assert.True(failed is null, failed is null ? "" : FailureReport.Write(failed));
    }

    [Fact]
    public void A_row_that_was_put_again_as_the_run_ended_accuses_nobody()
    {
        // Found by --subsets all: a second receive's put had changed the row's time, and its own line was not written yet.
        var outcome = SimRun.Of(Subsets.Spec(new RunSpec { Seed = 1 }, 49119));
        Assert.True(outcome.Passed, outcome.Passed ? "" : FailureReport.Write(outcome));
    }

    [Fact]
    public void A_source_that_was_paused_over_a_switch_of_routing_may_use_the_answer_that_it_had_not_read()
    {
        // Found by storm --schedules 100000.
        var outcome = SimRun.Of(new RunSpec { Scenario = "storm", Seed = 5510 });
        Assert.True(outcome.Passed, outcome.Passed ? "" : FailureReport.Write(outcome));
    }

    [Fact]
    public void A_chunk_that_waited_for_one_answer_does_not_use_the_others_that_had_grown_old()
    {
        // Found by storm --schedules 2000 --seed 7000: a region was switched off between the first answer and the send.
        var outcome = SimRun.Of(new RunSpec { Scenario = "storm", Seed = 7467 });
        Assert.True(outcome.Passed, outcome.Passed ? "" : FailureReport.Write(outcome));
    }

    [Fact]
    public void A_region_that_is_offline_is_answered_while_the_other_is_unhealthy()
    {
        // Found by storm --schedules 100000: three probes of the other region were lost.
        var outcome = SimRun.Of(new RunSpec { Scenario = "storm", Seed = 22067 });
        Assert.True(outcome.Passed, outcome.Passed ? "" : FailureReport.Write(outcome));
    }

    [Fact]
    public void A_source_that_begins_is_asked_again_when_it_listens()
    {
        // Found by storm --schedules 100000: the call came after the new life's start and before its first step, and waited for the dead one.
        var outcome = SimRun.Of(new RunSpec { Scenario = "storm", Seed = 33344 });
        Assert.True(outcome.Passed, outcome.Passed ? "" : FailureReport.Write(outcome));
    }

    [Fact]
    public void A_subset_fails_each_of_its_components_and_no_other()
    {
        foreach (var mask in new[] { 1, 0b1010_0000_0000_0101, Subsets.Count })
        {
            var plan = Subsets.Plan(mask, 1);
            Assert.Equal(int.PopCount(mask), plan.Faults.Count);
            Assert.Equal(plan.Faults.Count, plan.Faults.Select(f => f.Fault.Target).Distinct().Count());
        }
    }
}
