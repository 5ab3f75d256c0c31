using ActiveActive.Scenarios;
using Docker.DotNet.Models;
using Xunit;
using Topology = ActiveActive.Contracts.Topology;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>The network between the regions is cut, by hand.</summary>
[Collection(ContainersCollection.Name)]
public sealed class PartitionTests(ContainerLab lab) : IAsyncLifetime
{
    private const string Between = "interregion";
    private const int BatchSize = 40;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan CutFor = TimeSpan.FromSeconds(10);

    // Replication alone goes over that network.
    private static readonly string[] Ends = ["r1-aws", "r2-aws", "r1-aurora-ingress", "r2-aurora-ingress", "r1-aurora-egress", "r2-aurora-egress"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await EngineRequirement.RequireAsync();

    [Fact]
    public async Task Both_regions_accept_while_they_are_cut_apart_and_their_replicas_converge_afterwards()
    {
        var began = (await lab.Client.StatusAsync(Cancel)).Delivered!.Value;
        var run = lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 71, BatchSize = BatchSize }, Cancel);
        await lab.UntilAsync(s => s.Delivered >= began + BatchSize, Soon, "the first batch to be delivered", Cancel);
        var cut = await CutAsync();

        // All of a batch is delivered, and neither region has what only the other one accepted.
        var apart = await lab.UntilAsync(
            s => s.Delivered > began + BatchSize && (s.Delivered - began) % BatchSize == 0 && s.Drained && AreApart(s) && s.At - Since(s) >= CutFor,
            Soon,
            "a batch to be delivered that is not replicated",
            Cancel);
        var all = apart.Delivered!.Value;
        foreach (var database in Topology.Databases)
            Assert.Equal(all, Rows(apart, "r1", database));
        Assert.Equal((all - (BatchSize / 2), all - (BatchSize / 2)), (Rows(apart, "r1", Topology.Table), Rows(apart, "r2", Topology.Table)));
        Assert.Equal(Ends.Length, apart.Faults.Count(f => f is { By: "hand", Kind: "disconnect" }));

        await MendAsync(cut);
        var result = await run;
        Assert.Equal(began + (3 * BatchSize), result.Delivered);
        var converged = await lab.Client.StatusAsync(Cancel);
        Assert.True(converged.Holds(result.Delivered) && converged.Healthy, "all replicas hold all records");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool AreApart(LabStatus status) => Topology.Databases.All(d => Rows(status, "r2", d) < Rows(status, "r1", d));

    private static DateTimeOffset Since(LabStatus status) => status.Faults.Max(f => f.From);

    private static long? Rows(LabStatus status, string region, string store) => status.Stores.Single(s => s.Region == region && s.Store == store).Rows;

    private async Task<IReadOnlyDictionary<string, EndpointSettings>> CutAsync()
    {
        var was = new Dictionary<string, EndpointSettings>();
        foreach (var end in Ends)
        {
            was[end] = (await lab.Docker.Containers.InspectContainerAsync(lab[end].Id, Cancel)).NetworkSettings!.Networks![Network];
            await lab.Docker.Networks.DisconnectNetworkAsync(Network, new NetworkDisconnectParameters { Container = lab[end].Id }, Cancel);
        }

        return was;
    }

    private string Network => $"{lab.Name}_{Between}";

    private async Task MendAsync(IReadOnlyDictionary<string, EndpointSettings> was)
    {
        foreach (var (end, settings) in was)
        {
            await lab.Docker.Networks.ConnectNetworkAsync(
                Network,
                new NetworkConnectParameters
                {
                    Container = lab[end].Id,
                    EndpointConfig = new EndpointSettings { IPAMConfig = settings.IPAMConfig, Aliases = settings.Aliases },
                },
                Cancel);
        }
    }
}
