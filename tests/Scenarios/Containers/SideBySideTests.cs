using ActiveActive.Scenarios;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>Two labs on one engine.</summary>
public sealed class SideBySideTests(ContainerLab lab) : OnContainers(lab)
{
    [Fact]
    public async Task Two_labs_run_at_the_same_time_and_neither_touches_the_other()
    {
        await using var second = new ContainerLab();
        await second.StartAsync(Cancel);
        Assert.NotEqual(Lab.Name, second.Name);
        var before = await Lab.AtRestAsync(Cancel);
        await Task.WhenAll(
            Lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 51 }, Cancel),
            second.PassAsync(new RunRequest { Scenario = "baseline", Seed = 52 }, Cancel));
        Assert.Equal(30, await second.AtRestAsync(Cancel));

        // What fails in one is whole in the other.
        await Lab.Client.FailAsync(new("r1/core", "kill"), Cancel);
        var (one, other) = (await Lab.Client.StatusAsync(Cancel), await second.Client.StatusAsync(Cancel));
        Assert.Equal(["r1/core"], one.Faults.Select(f => f.Target));
        Assert.Empty(other.Faults);
        await Lab.Client.RecoverAsync("all", Cancel);
        Assert.Equal((before + 30, 30), (await Lab.AtRestAsync(Cancel), await second.AtRestAsync(Cancel)));
        Assert.Empty(one.Components.Select(c => c.Address).Intersect(other.Components.Select(c => c.Address)));
    }
}
