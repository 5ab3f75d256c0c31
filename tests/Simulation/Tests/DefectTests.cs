using ActiveActive.Simulation.Exploration;
using ActiveActive.Simulation.Defects;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>Each bug on purpose is found, and the seed that found it shows it again: so a pass means something.</summary>
public sealed class DefectTests
{
    public static TheoryData<string> Names() => [.. SimDefects.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bug_on_purpose_is_found_within_few_schedules(string defect)
    {
        var (played, _, failed) = Explorer.Explore(300, n => new RunSpec { Defect = defect, Seed = 1 + (ulong)n });
        Assert.True(failed is not null, $"{defect} was not found in {played} schedules");
        TestContext.Current.TestOutputHelper?.WriteLine($"{defect}: {failed.Word} after {played} schedules; {failed.Spec.Command}");
        Assert.Contains(failed.Word, new[] { "Fail", "Stuck" });
        Assert.Equal(failed.Word, SimRun.Of(failed.Spec).Word);
    }

    [Fact]
    public void A_failing_run_is_shrunk_to_a_plan_that_still_fails()
    {
        var (_, _, failed) = Explorer.Explore(300, n => new RunSpec { Defect = "send-drops-last", Seed = 40 + (ulong)n });
        Assert.NotNull(failed);
        var least = Shrinker.Shrink(failed);
        Assert.Equal(failed.Word, least.Word);
        Assert.Single(least.Plan.Faults);
        Assert.Empty(least.Weather.Deaths);
    }
}
