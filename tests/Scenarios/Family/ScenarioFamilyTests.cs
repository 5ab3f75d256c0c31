using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveActive.Controller;
using ActiveActive.Scenarios;
using ActiveActive.ScenarioTests.CommandLine;
using ActiveActive.ScenarioTests.Processes;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.ScenarioTests.Family;

/// <summary>Every scenario on processes, by the command that a user types, one after the other on one lab.</summary>
[Collection(AaCollection.Name)]
public sealed class ScenarioFamilyTests(KeptLab lab) : IClassFixture<KeptLab>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    public static TheoryData<string> Names => IntermediateStates.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_scenario_passes_and_shows_the_state_that_it_is_about(string scenario)
    {
        // The records of earlier runs stay in a kept lab, and the states are told in whole numbers.
        var run = (await lab.Aa.RunAsync($"run {scenario} --seed 5 --json")).EndedWith(0);
        var result = run.Json();
        Assert.Equal(("Pass", scenario), (result["verdict"]!.GetValue<string>(), result["scenario"]!.GetValue<string>()));
        IntermediateStates.MustBeConfirmed(scenario, Of<IReadOnlyList<Confirmation>>(result, "confirmed"));
        Assert.All(Of<IReadOnlyList<RunFault>>(result, "faults"), f => Assert.True(f.From < f.Until, $"{f.Kind} {f.Target}"));
        Assert.NotEmpty(Of<Figures>(result, "figures").LargestQueueDepth!);
    }

    [Fact]
    public async Task A_weight_of_three_to_one_shows_in_where_records_went()
    {
        Assert.Contains("r1  weight   3  answered   3 of   4", (await lab.Aa.RunAsync("weights r1=3 r2=1")).EndedWith(0).Output, StringComparison.Ordinal);
        try
        {
            var folder = (await lab.Aa.RunAsync("run baseline --seed 6 --batches 1 --batch-size 40 --json")).EndedWith(0).Json()["runFolder"]!.GetValue<string>();
            var mine = File.ReadLines(Path.Combine(folder, "stores", "r1-inbound.jsonl")).Select(l => JsonNode.Parse(l)!)
                .Where(row => row["id"]!.GetValue<string>().StartsWith(Path.GetFileName(folder), StringComparison.Ordinal))
                .CountBy(row => row["storedBy"]!.GetValue<string>()).ToDictionary();
            Assert.Equal(new Dictionary<string, int> { ["r1/inbound"] = 30, ["r2/inbound"] = 10 }, mine);
        }
        finally
        {
            (await lab.Aa.RunAsync("weights r1=1 r2=1")).EndedWith(0);
        }
    }

    [Fact]
    public async Task A_region_is_switched_offline_while_traffic_flows_and_nothing_that_is_sent_meanwhile_goes_there()
    {
        // Enough batches that the region goes and comes back between them.
        using var run = lab.Aa.Start("run", "baseline", "--seed", "7", "--batches", "30", "--json");
        await run.SaysAsync("publishing batch 3:", Soon);
        Assert.Contains("in.activeactive.test answers r2", (await lab.Aa.RunAsync("region r1 offline")).EndedWith(0).Output, StringComparison.Ordinal);
        await run.SaysAsync("10 of 10 records, 0 in r1, 10 in r2", Soon);
        Assert.Contains("r1  weight   1  answered   1 of   2  online", (await lab.Aa.RunAsync("region r1 online")).EndedWith(0).Output, StringComparison.Ordinal);
        var until = run.Errors.Length;
        await WaitFor.ConditionAsync(() => run.Errors[until..].Contains("10 of 10 records, 5 in r1, 5 in r2", StringComparison.Ordinal), Soon, "records to enter by both regions again");
        var result = (await run.EndAsync(TimeSpan.FromSeconds(300))).EndedWith(0).Json();
        Assert.Equal(("r1/routing", "offline"), Assert.Single(Of<IReadOnlyList<RunFault>>(result, "faults").Select(f => (f.Target, f.Kind))));
    }

    private static T Of<T>(JsonObject result, string member) => result[member].Deserialize<T>(LabJson.Options)!;
}
