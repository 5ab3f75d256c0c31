using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>A seed is the whole of a run's chance.</summary>
[Collection(AaCollection.Name)]
public sealed class SeedTests
{
    [Fact]
    public async Task The_same_seed_plans_the_same_faults_and_each_run_tells_when_they_held()
    {
        await using var home = await LabHome.CreateAsync();
        var plans = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var result = (await home.Aa().RunAsync("run --seed 7 --json")).EndedWith(0).Json();
            Assert.Equal("f5", result["scenario"]!.GetValue<string>());
            Assert.Equal(7, result["seed"]!.GetValue<long>());
            plans.Add(await File.ReadAllTextAsync(Path.Combine(result["runFolder"]!.GetValue<string>(), "plan.json"), TestContext.Current.CancellationToken));
            Assert.NotEmpty(result["faults"]!.AsArray());
            Assert.All(result["faults"]!.AsArray(), fault =>
            {
                Assert.Equal(["target", "kind", "from", "until"], fault!.AsObject().Select(m => m.Key));
                Assert.True(fault["from"]!.GetValue<DateTimeOffset>() < fault["until"]!.GetValue<DateTimeOffset>());
            });
        }

        Assert.Equal(plans[0], plans[1]);
    }
}
