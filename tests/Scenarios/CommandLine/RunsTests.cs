using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveActive.Controller;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>Runs on a lab that stays up: begun, left alone, followed, refused, aborted; whatever ends one early, no fault is left behind.</summary>
[Collection(AaCollection.Name)]
public sealed class RunsTests(KeptLab lab) : IClassFixture<KeptLab>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Played = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_detached_run_is_followed_to_its_end_and_told_the_same_by_follow_the_API_and_check()
    {
        await AtRestAsync();
        var id = (await lab.Aa.RunAsync("run baseline --seed 21 --batches 20 --detach --json")).EndedWith(0).Json()["id"]!.GetValue<string>();
        using var client = Client();
        Assert.Equal(RunState.Running, (await client.RunAsync(id, TestContext.Current.CancellationToken)).State);
        // Twenty batches take twenty seconds and more; another run is refused by name, and is no trouble to the first.
        foreach (var second in new[] { "run baseline --json", "run baseline --detach" })
        {
            var refused = (await lab.Aa.RunAsync(second)).EndedWith(2);
            Assert.Empty(refused.Output);
            Assert.Contains($"{id} is in progress", refused.Errors, StringComparison.Ordinal);
        }

        var followed = (await lab.Aa.RunAsync("follow --json")).EndedWith(0);
        Assert.Contains("batch 1 was delivered", followed.Errors, StringComparison.Ordinal);
        var result = followed.Json();
        Assert.Equal(("Pass", 21), (result["verdict"]!.GetValue<string>(), result["seed"]!.GetValue<int>()));
        var report = await client.RunAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(RunState.Ended, report.State);
        Same(result, JsonSerializer.SerializeToNode(report.Result, LabJson.Options)!.AsObject());
        Same(result, (await lab.Aa.RunAsync("check", result["runFolder"]!.GetValue<string>(), "--json")).EndedWith(0).Json());
        // It is listed by the lab, and where there is none, by its folder.
        var listed = (await lab.Aa.RunAsync("runs --json")).EndedWith(0).Json()["runs"]!.AsArray();
        Assert.Equal("Pass", listed.Single(r => r!["id"]!.GetValue<string>() == id)!["verdict"]!.GetValue<string>());
        var elsewhere = lab.Home.Aa(("AA_HOME", Path.Combine(lab.Home.Work, "no-lab")));
        Assert.Contains(id, (await elsewhere.RunAsync("runs")).EndedWith(0).Output, StringComparison.Ordinal);

        static void Same(JsonObject expected, JsonObject actual) =>
            Assert.All(expected, member => Assert.True(JsonNode.DeepEquals(member.Value, actual[member.Key]), $"{member.Key}: {member.Value} and {actual[member.Key]}"));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task A_run_that_is_broken_off_halfway_leaves_no_fault_and_the_lab_stays(string signal)
    {
        await AtRestAsync();
        using var run = lab.Aa.Start("run", "f5", "--seed", "7", "--json");
        await run.SaysAsync("faults were injected", Played);
        await run.SignalAsync(signal);
        var ended = await run.EndAsync(Soon);
        Assert.Empty(ended.Output);
        if (signal == "INT")
        {
            ended.EndedWith(130);
            Assert.Contains("the run was aborted; recovered r", ended.Errors, StringComparison.Ordinal);
            // When it says so, it is so.
            Assert.Empty((await StatusAsync())["faults"]!.AsArray());
        }

        await WaitFor.ConditionAsync(async () => (await StatusAsync())["healthy"]!.GetValue<bool>(), Soon, "the lab to be healthy again");
        using var client = Client();
        await WaitFor.ConditionAsync(
            async () => (await client.RunsAsync(1, TestContext.Current.CancellationToken)) is { Current: null, Runs: [{ State: RunState.Aborted }] },
            Soon, "the run to be over");
    }

    [Fact]
    public async Task A_detached_run_is_aborted_by_name_and_says_what_was_recovered()
    {
        await AtRestAsync();
        var id = (await lab.Aa.RunAsync("run f5 --seed 7 --detach")).EndedWith(0).Output.Trim();
        using var follower = lab.Aa.Start("follow", id);
        await follower.SaysAsync("faults were injected", Played);
        Assert.StartsWith($"{id}: the run was aborted; recovered r", (await lab.Aa.RunAsync("abort", id)).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.Empty((await StatusAsync())["faults"]!.AsArray());
        Assert.Contains("the run was aborted; recovered r", (await follower.EndAsync(Soon)).EndedWith(2).Errors, StringComparison.Ordinal);
        Assert.Contains("no run is in progress", (await lab.Aa.RunAsync("abort")).EndedWith(2).Errors, StringComparison.Ordinal);
        // What it left can be shown to somebody: listed as what it was, here and where no lab is, and with a report of its own.
        var folder = Path.Combine(lab.Home.Work, "runs", id);
        Assert.Contains("aborted", (await File.ReadAllTextAsync(Path.Combine(folder, "report.html"), TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Contains("the rest of the run: it was aborted", (await lab.Aa.RunAsync("check", folder)).EndedWith(3).Output, StringComparison.Ordinal);
        var elsewhere = lab.Home.Aa(("AA_HOME", Path.Combine(lab.Home.Work, "no-lab")));
        foreach (var listed in new[] { await lab.Aa.RunAsync("runs"), await elsewhere.RunAsync("runs") })
            Assert.Contains("aborted", listed.EndedWith(0).Output.Split('\n').Single(line => line.Contains(id, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recover r1/core", "r1/core is not failed")]
    [InlineData("fail r1/inbound --for 25h", "at most 86400 seconds")]
    [InlineData("fail other-project-web-1", "'other-project-web-1' is not a target")]
    [InlineData("follow f5-1", "there is no run 'f5-1'")]
    public async Task What_cannot_be_done_to_the_lab_is_refused_and_nothing_is_failed(string commandLine, string sentence)
    {
        await AtRestAsync();
        var refused = (await lab.Aa.RunAsync(commandLine)).EndedWith(2);
        Assert.Empty(refused.Output);
        Assert.Contains(sentence, refused.Errors, StringComparison.Ordinal);
        Assert.Empty((await StatusAsync())["faults"]!.AsArray());
    }

    private LabClient Client() => new(LabStateFile.Read(lab.Home.OwnHome)!);

    private async Task<JsonObject> StatusAsync() => (await lab.Aa.RunAsync("status --json")).EndedWith(0).Json();

    /// <summary>What an earlier test's run had published may still be on its way.</summary>
    private Task AtRestAsync() => WaitFor.ConditionAsync(
        async () => await StatusAsync() is var status && status["healthy"]!.GetValue<bool>() && status["drained"]!.GetValue<bool>(),
        Soon, "the lab to be at rest");
}
