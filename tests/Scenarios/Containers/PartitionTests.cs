using ActiveActive.Scenarios;
using Docker.DotNet.Models;
using Xunit;
using Topology = ActiveActive.Contracts.Topology;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>The network between the regions is cut, by hand.</summary>
public sealed class PartitionTests(ContainerLab lab) : OnContainers(lab)
{
    private const string Between = "interregion";
    private const int Batches = 5;
    private const int BatchSize = 40;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CutFor = TimeSpan.FromSeconds(10);

    // Replication alone goes over that network.
    private static readonly string[] Ends = ["r1-aws", "r2-aws", "r1-aurora-ingress", "r2-aurora-ingress", "r1-aurora-egress", "r2-aurora-egress"];

    private string Network => $"{Lab.Name}_{Between}";

    [Fact]
    public async Task Both_regions_accept_while_they_are_cut_apart_and_their_replicas_converge_afterwards()
    {
        var began = await Lab.AtRestAsync(Cancel);
        // The destination stands still until the cut is made, so that a batch is stored everywhere before it and the next one begins after it.
        var run = Lab.PassAsync(
            new RunRequest { Scenario = "baseline", Seed = 71, Batches = Batches, BatchSize = BatchSize, Deadline = 3 * Soon },
            Cancel,
            step => step.StartsWith(LabRuns.SecondBatch, StringComparison.Ordinal) ? Lab.Docker.Containers.PauseContainerAsync(Lab["record-destination"].Id, Cancel) : Task.CompletedTask);
        var waiting = await UntilAsync(s => WaitingBatch(s) is not null, "a batch to be stored everywhere and to wait for the destination");
        var stored = WaitingBatch(waiting)!.Value;
        var cut = await CutAsync();
        await Lab.Docker.Containers.UnpauseContainerAsync(Lab["record-destination"].Id, Cancel);

        var all = stored + BatchSize;
        var apart = await UntilAsync(s => s.Delivered == all && s.Drained && s.At - s.Faults.Max(f => f.From) >= CutFor, "the next batch to be delivered, and the cut to last");
        Assert.All(Topology.Databases, d => Assert.Equal((d, all, stored), (d, Rows(apart, "r1", d), Rows(apart, "r2", d))));
        Assert.Equal((stored + (BatchSize / 2), stored + (BatchSize / 2)), (Rows(apart, "r1", Topology.Table), Rows(apart, "r2", Topology.Table)));
        Assert.Equal(Ends.Length, apart.Faults.Count(f => f is { By: "hand", Kind: "disconnect" }));

        await MendAsync(cut);
        var result = await run;
        Assert.Equal(began + (Batches * BatchSize), result.Delivered);
        Assert.Equal(result.Delivered, await Lab.AtRestAsync(Cancel));
    }

    /// <summary>The rows of every store, when all have the same number, what is not delivered is at the last queues, and nothing is on its way.</summary>
    private static long? WaitingBatch(LabStatus status)
    {
        var last = status.Queues.Where(q => q.Queue == Topology.LastQueue).Sum(q => q.Depth);
        return last > 0 && last == status.Queues.Sum(q => q.Depth) && status.Stores.Select(s => s.Rows).Distinct().ToList() is [{ } rows] ? rows : null;
    }

    private Task<LabStatus> UntilAsync(Func<LabStatus, bool> condition, string name) => Lab.UntilAsync(condition, Soon, name, Cancel);

    private static long? Rows(LabStatus status, string region, string store) => status.Stores.Single(s => s.Region == region && s.Store == store).Rows;

    private async Task<IReadOnlyDictionary<string, EndpointSettings>> CutAsync()
    {
        var was = new Dictionary<string, EndpointSettings>();
        foreach (var end in Ends)
        {
            was[end] = (await Lab.Docker.Containers.InspectContainerAsync(Lab[end].Id, Cancel)).NetworkSettings!.Networks![Network];
            await Lab.Docker.Networks.DisconnectNetworkAsync(Network, new NetworkDisconnectParameters { Container = Lab[end].Id }, Cancel);
        }

        return was;
    }

    private async Task MendAsync(IReadOnlyDictionary<string, EndpointSettings> was)
    {
        foreach (var (end, settings) in was)
        {
            await Lab.Docker.Networks.ConnectNetworkAsync(
                Network,
                new NetworkConnectParameters
                {
                    Container = Lab[end].Id,
                    EndpointConfig = new EndpointSettings { IPAMConfig = settings.IPAMConfig, Aliases = settings.Aliases },
                },
                Cancel);
        }
    }
}
