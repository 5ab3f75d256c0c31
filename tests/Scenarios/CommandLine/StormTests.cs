using System.Text.Json.Nodes;
using ActiveActive.Faults;
using ActiveActive.Faults.Storm;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>Storms on a lab of processes. The command that a failed test names replays its storm.</summary>
[Collection(AaCollection.Name)]
public sealed class StormTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task In_a_storm_of_forty_seconds_over_the_whole_catalogue_nothing_is_lost()
    {
        await using var home = await LabHome.CreateAsync();
        using var run = home.Aa().Start("run", "storm", "--seed", "7", "--duration", "40s", "--faults-per-minute", "15", "--json");
        var ended = (await run.EndAsync(Deadline)).EndedWith(0);
        var result = ended.Json();
        Assert.Equal(("Pass", 800, 800, 0), (Text(result, "verdict"), Number(result, "published"), Number(result, "delivered"), Number(result, "lost")));
        var plan = StormDraw.Draw(7, new StormOptions { Duration = TimeSpan.FromSeconds(40), FaultsPerMinute = 15 }, FaultScope.Everything);
        Assert.Subset(plan.Faults.Select(f => f.Fault.Target.Name).ToHashSet(), result["faults"]!.AsArray().Select(f => f!["target"]!.GetValue<string>()).ToHashSet());
        Assert.NotEmpty(result["faults"]!.AsArray());
        Assert.Contains("at once on the average", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_users_own_records_end_the_storm_when_they_run_out()
    {
        await using var home = await LabHome.CreateAsync();
        home.Write("mine.jsonl", string.Concat(Enumerable.Range(1, 205).Select(n => $"{{\"id\":\"mine-{n}\",\"amount\":{n}}}\n")));
        using var run = home.Aa().Start("run", "storm", "--seed", "1", "--duration", "1h", "--faults-per-minute", "20", "--targets", "containers", "--records", "mine.jsonl", "--json");
        var result = (await run.EndAsync(Deadline)).EndedWith(0).Json();
        Assert.Equal(("Pass", 205, 205), (Text(result, "verdict"), Number(result, "published"), Number(result, "delivered")));
    }

    [Fact]
    public async Task A_dry_run_prints_the_plan_with_its_times_and_starts_nothing()
    {
        await using var home = await LabHome.CreateAsync();
        var told = (await home.Aa().RunAsync("run storm --seed 7 --dry-run")).EndedWith(0);
        Assert.Contains(StormDraw.Draw(7, new StormOptions(), FaultScope.Everything).ToString(), told.Output, StringComparison.Ordinal);
        Assert.Contains("2400 records in 120 s, 20 a second", told.Output, StringComparison.Ordinal);
        Assert.Contains("F1 pause r1/outbound", (await home.Aa().RunAsync("run f5 --seed 7 --dry-run")).EndedWith(0).Output, StringComparison.Ordinal);
        var plan = (await home.Aa().RunAsync("run storm --seed 7 --dry-run --json")).EndedWith(0).Json();
        Assert.Equal(14, plan["faults"]!.AsArray().Count);
        Assert.False(Directory.Exists(Path.Combine(home.OwnHome, "data")), "no lab was to be begun");
    }

    private static string Text(JsonObject result, string name) => result[name]!.GetValue<string>();

    private static int Number(JsonObject result, string name) => result[name]!.GetValue<int>();
}
