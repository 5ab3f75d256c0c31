using ActiveActive.Controller;
using ActiveActive.ScenarioTests.Family;
using ActiveActive.Scenarios;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>A controller that is killed while it holds faults leaves nothing failed to the next.</summary>
public sealed class KilledControllerTests(ContainerLab lab) : OnContainers(lab)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_controller_killed_while_it_holds_five_faults_leaves_nothing_failed_after_a_restart()
    {
        await Lab.AtRestAsync(Cancel);
        foreach (var (target, kind) in FiveFaults.All)
            await Lab.Client.FailAsync(new FaultRequest(target, kind), Cancel);
        Assert.Equal(5, (await Lab.Client.StatusAsync(Cancel)).Faults.Count);

        await Lab.KillControllerAsync(Cancel);
        var status = await Lab.UntilAsync(s => s.Healthy, Soon, "the lab to be healthy again", Cancel);
        Assert.All(status.Routing!, r => Assert.False(r.Offline));
        await Lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 8, Batches = 1 }, Cancel);
    }
}
