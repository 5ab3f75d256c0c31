using System.Globalization;
using ActiveActive.ScenarioTests.CommandLine;
using Xunit;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>Writers that move in a whole lab of processes, by fault and by hand.</summary>
[Collection(AaCollection.Name)]
public sealed class AuroraScenarioTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task A_killed_writer_is_failed_over_in_the_middle_of_a_batch_and_nothing_is_lost()
    {
        await using var home = await LabHome.CreateAsync();
        foreach (var seed in new[] { 21, 22, 23 })
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"again: ./aa run aurora-failover --seed {seed}"));
            var run = (await home.Aa().RunAsync(string.Create(CultureInfo.InvariantCulture, $"run aurora-failover --seed {seed} --json"))).EndedWith(0);
            Assert.Equal("Pass", run.Json()["verdict"]!.GetValue<string>());
            Assert.Equal(["kill", "failover", "failover"], run.Json()["faults"]!.AsArray().Select(f => f!["kind"]!.GetValue<string>()));
            Assert.Contains("was delivered while r1/aurora-ingress was dead, its writers in r2", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_switchover_by_hand_in_the_middle_of_traffic_costs_nothing_and_outlasts_the_lab()
    {
        await using var home = await LabHome.CreateAsync();
        (await home.Aa().RunAsync("up")).EndedWith(0);
        try
        {
            using (var run = home.Aa().Start("run baseline --seed 24 --batches 3 --batch-size 200 --json".Split(' ')))
            {
                await run.SaysAsync("batch 1 was acknowledged", Soon);
                var moved = (await home.Aa().RunAsync("aurora switchover ingress")).EndedWith(0);
                Assert.Contains("inbound: the writer went from r1 to r2", moved.Output, StringComparison.Ordinal);
                Assert.Contains("preprocess: the writer went from r1 to r2", moved.Output, StringComparison.Ordinal);
                Assert.Equal("Pass", (await run.EndAsync(Soon)).EndedWith(0).Json()["verdict"]!.GetValue<string>());
            }

            var refused = (await home.Aa().RunAsync("aurora failover inbound")).EndedWith(2);
            Assert.Contains("--allow-data-loss", refused.Errors, StringComparison.Ordinal);
            Assert.Contains("the writer of inbound is in r2, not in r1", (await home.Aa().RunAsync("run aurora-failover --seed 25")).EndedWith(2).Errors, StringComparison.Ordinal);
            (await home.Aa().RunAsync("down")).EndedWith(0);
            (await home.Aa().RunAsync("up")).EndedWith(0);
            var databases = (await home.Aa().RunAsync("aurora --json")).EndedWith(0).Json()["globalDatabases"]!.AsArray();
            Assert.Equal(
                [("inbound", "r2"), ("preprocess", "r2"), ("postprocess", "r1"), ("outbound", "r1")],
                databases.Select(d => (d!["database"]!.GetValue<string>(), d["writer"]!.GetValue<string>())));
        }
        finally
        {
            await home.Aa().RunAsync("down");
        }
    }
}
