using ActiveActive.Scenarios;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>Two labs on one engine.</summary>
[Collection(ContainersCollection.Name)]
public sealed class SideBySideTests(ContainerLab lab) : IAsyncLifetime
{
    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await EngineRequirement.RequireAsync();

    [Fact]
    public async Task Two_labs_run_at_the_same_time_and_neither_touches_the_other()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var second = new ContainerLab();
        await second.StartAsync(cancel);
        Assert.NotEqual(lab.Name, second.Name);
        var before = (await lab.Client.StatusAsync(cancel)).Delivered!.Value;
        await Task.WhenAll(
            lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 51 }, cancel),
            second.PassAsync(new RunRequest { Scenario = "baseline", Seed = 52 }, cancel));
        Assert.Equal(30, (await second.Client.StatusAsync(cancel)).Delivered);

        // What fails in one is whole in the other.
        await lab.Client.FailAsync(new("r1/core", "kill"), cancel);
        var (one, other) = (await lab.Client.StatusAsync(cancel), await second.Client.StatusAsync(cancel));
        Assert.Equal(["r1/core"], one.Faults.Select(f => f.Target));
        Assert.True(other.Healthy, string.Join(", ", other.Components.Where(c => c.State != ComponentStatus.Working)));
        await lab.Client.RecoverAsync("all", cancel);
        Assert.Equal((before + 30, 30), ((await lab.Client.StatusAsync(cancel)).Delivered, (await second.Client.StatusAsync(cancel)).Delivered));
        Assert.Empty(one.Components.Select(c => c.Address).Intersect(other.Components.Select(c => c.Address)));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
