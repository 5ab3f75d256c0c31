using System.Text.Json.Nodes;
using ActiveActive.ScenarioTests.CommandLine;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.Family;

/// <summary>A controller that is killed while it holds faults leaves nothing failed to the next.</summary>
[Collection(AaCollection.Name)]
public sealed class KilledControllerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_controller_killed_while_it_holds_five_faults_leaves_nothing_failed_after_a_restart()
    {
        await using var home = await LabHome.CreateAsync();
        var aa = home.Aa();
        var pid = (await aa.RunAsync("up --json")).EndedWith(0).Json()["pid"]!.GetValue<int>();
        foreach (var (target, kind) in FiveFaults.All)
            (await aa.RunAsync("fail", target, "--kind", kind)).EndedWith(0);
        Assert.Equal(5, (await StatusAsync(aa))["faults"]!.AsArray().Count);

        await Tool.RunAsync("kill", ["-KILL", $"{pid}"]);
        await home.NothingIsLeftAsync();
        var again = (await aa.RunAsync("up")).EndedWith(0);
        try
        {
            foreach (var (target, kind) in FiveFaults.All)
                Assert.Contains($"{kind} {target}", again.Errors, StringComparison.Ordinal);
            await WaitFor.ConditionAsync(async () => (await StatusAsync(aa))["healthy"]!.GetValue<bool>(), Soon, "the lab to be healthy again");
            var status = await StatusAsync(aa);
            Assert.Empty(status["faults"]!.AsArray());
            Assert.All(status["routing"]!.AsArray(), r => Assert.False(r!["offline"]!.GetValue<bool>()));
            Assert.Equal("Pass", (await aa.RunAsync("run baseline --seed 8 --batches 1 --json")).EndedWith(0).Json()["verdict"]!.GetValue<string>());
        }
        finally
        {
            (await aa.RunAsync("down")).EndedWith(0);
        }
    }

    private static async Task<JsonObject> StatusAsync(AaProgram aa) => (await aa.RunAsync("status --json")).EndedWith(0).Json();
}
