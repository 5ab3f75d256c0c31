using ActiveActive.Simulation.Exploration;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>A seed is all that it takes to see a run again.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("baseline", 1)]
    [InlineData("failover", 2)]
    [InlineData("f1", 3)]
    [InlineData("f2", 4)]
    [InlineData("f3", 5)]
    [InlineData("f4", 6)]
    [InlineData("f5", 7)]
    [InlineData("f5", 324)]
    [InlineData("aurora-failover", 8)]
    [InlineData("storm", 9)]
    public void The_same_seed_gives_the_same_history_byte_for_byte(string scenario, ulong seed)
    {
        var spec = new RunSpec { Scenario = scenario, Seed = seed };
        var (one, two) = (SimRun.Of(spec), SimRun.Of(spec));
        Assert.True(one.Events.Count > 500, $"{scenario} at seed {seed} left {one.Events.Count} events");
        Assert.Equal(HistoryText.Exact(one.Events), HistoryText.Exact(two.Events));
        Assert.Equal(one.Steps, two.Steps);
    }

    /// <summary>What follows from the order of a hash table is the same twice in one process, and another in the next.</summary>
    [Theory]
    [InlineData("f5")]
    [InlineData("storm")]
    public async Task The_same_seed_gives_the_same_history_in_another_process(string scenario)
    {
        var here = SimRun.Of(new RunSpec { Scenario = scenario, Seed = 11 });
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [typeof(SimRun).Assembly.Location, scenario, "--seed", "11"]) { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        var there = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith(HistoryText.Write(here.Events), there, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_seed_gives_another_history()
    {
        var (one, two) = (SimRun.Of(new RunSpec { Seed = 1 }), SimRun.Of(new RunSpec { Seed = 2 }));
        Assert.NotEqual(HistoryText.Write(one.Events), HistoryText.Write(two.Events));
    }

    [Fact]
    public void A_run_on_one_of_many_threads_is_the_run_alone()
    {
        var alone = HistoryText.Exact(SimRun.Of(new RunSpec { Seed = 5 }).Events);
        var together = "";
        var (_, _, failed) = Explorer.Explore(8, n => new RunSpec { Seed = 1 + (ulong)n }, o =>
        {
            if (o.Spec.Seed == 5)
                together = HistoryText.Exact(o.Events);
        }, threads: 4);
        Assert.Null(failed);
        Assert.Equal(alone, together);
    }
}
