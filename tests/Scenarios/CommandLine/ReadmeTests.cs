using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Simulation.Bridge;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>What README.md promises holds as it stands there.</summary>
[Collection(AaCollection.Name)]
public sealed class ReadmeTests(ReadmeSession session) : IClassFixture<ReadmeSession>
{
    [Fact]
    public void Every_command_works_and_says_something()
    {
        Assert.True(session.Runs.Count >= 10, $"only {session.Runs.Count} commands were found in README.md");
        Assert.All(session.Runs, run => Assert.NotEmpty(run.EndedWith(0).Output));
    }

    [Fact]
    public void The_router_answers_dig() =>
        Assert.Contains(session.Dug, (string[])[$"127.{session.Home.Net}.1.10", $"127.{session.Home.Net}.2.10"]);

    [Fact]
    public void Down_returns_when_no_process_of_the_lab_is_left() => Assert.Empty(session.LeftByDown);

    [Fact]
    public async Task The_same_seed_plans_the_same_faults_again_and_the_result_tells_when_they_held()
    {
        var first = Directory.GetDirectories(Path.Combine(session.Home.Work, "runs"), "f5-*-7").Single();
        var result = (await session.Home.Aa().RunAsync("run --seed 7 --json")).EndedWith(0).Json();
        Assert.Equal("f5", result["scenario"]!.GetValue<string>());
        Assert.Equal(7, result["seed"]!.GetValue<long>());
        Assert.Equal(Plan(first), Plan(result["runFolder"]!.GetValue<string>()));
        // And what ran are steps of the model, one by one.
        Assert.All([first, result["runFolder"]!.GetValue<string>()], run => Assert.StartsWith("Accepted", HistoryReplay.Of(RunFolder.Read(run)).ToString(), StringComparison.Ordinal));
        Assert.NotEmpty(result["faults"]!.AsArray());
        Assert.All(result["faults"]!.AsArray(), fault =>
        {
            Assert.Equal(["target", "kind", "from", "until"], fault!.AsObject().Select(m => m.Key));
            Assert.True(fault["from"]!.GetValue<DateTimeOffset>() < fault["until"]!.GetValue<DateTimeOffset>());
        });

        static string Plan(string folder) => File.ReadAllText(Path.Combine(folder, "plan.json"));
    }
}
