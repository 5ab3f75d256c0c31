using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>A run that is ended from outside takes its lab with it.</summary>
[Collection(AaCollection.Name)]
public sealed class SignalTests
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan TornDown = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_run_that_is_interrupted_heals_tears_down_and_ends_with_130(string signal)
    {
        await using var home = await LabHome.CreateAsync();
        using var run = home.Aa().Start("run", "f5", "--seed", "7", "--json");
        await run.SaysAsync(signal == "INT" ? "faults were injected" : "PostgreSQL instances", Started);
        await run.SignalAsync(signal);
        var ended = (await run.EndAsync(TornDown)).EndedWith(130);
        Assert.Empty(ended.Output);
        Assert.EndsWith("cancelled\n", ended.Errors, StringComparison.Ordinal);
        if (signal == "INT")
            Assert.Contains("the run was aborted; recovered r", ended.Errors, StringComparison.Ordinal);
        await home.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_lab_killed_with_SIGKILL_leaves_no_process_and_nothing_in_the_next_runs_way()
    {
        await using var home = await LabHome.CreateAsync();
        using (var run = home.Aa().Start("run", "baseline"))
        {
            await run.SaysAsync("publishing batch 1", Started);
            Assert.NotEmpty(home.Processes());
            await run.SignalAsync("KILL");
            await run.EndAsync(TornDown);
        }

        await home.NothingIsLeftAsync();
        Assert.Equal("Pass", (await home.Aa().RunAsync("run baseline --batches 1 --json")).EndedWith(0).Json()["verdict"]!.GetValue<string>());
    }
}
