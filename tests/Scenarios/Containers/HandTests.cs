using ActiveActive.Contracts.History;
using ActiveActive.Scenarios;
using ActiveActive.ScenarioTests.Processes;
using Docker.DotNet;
using Docker.DotNet.Models;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>What a user does to containers by hand, past the lab: with docker pause, stop, kill, start and unpause.</summary>
public sealed class HandTests(ContainerLab lab) : OnContainers(lab)
{
    private const int Batches = 5;
    private const int BatchSize = 10;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private IContainerOperations Containers => Lab.Docker.Containers;

    [Fact]
    public async Task Records_of_a_paused_container_wait_in_its_queue_while_the_other_region_goes_on()
    {
        var delivered = await Lab.AtRestAsync(Cancel);
        var began = TimeProvider.System.GetUtcNow();
        var pausedAt = 0;
        var run = Lab.PassAsync(
            new RunRequest { Scenario = "baseline", Seed = 61, Batches = Batches, BatchSize = BatchSize, Deadline = 3 * Soon },
            Cancel,
            async step =>
            {
                if (LabRuns.BatchOf(step) is not (>= 2 and var batch) || Volatile.Read(ref pausedAt) != 0)
                    return;
                await Containers.PauseContainerAsync(Lab["r1-core"].Id, Cancel);
                Volatile.Write(ref pausedAt, batch);
            });

        // A batch is half region 1's. That half stays before the container that stands still; region 2's half is delivered. On a busy
        // machine the records may be faster than the pause, some stored and sent on: then the next batch is tried.
        var waiting = await WaitingAsync(await PausedAsync());
        while (!Waits(waiting))
        {
            await Containers.UnpauseContainerAsync(Lab["r1-core"].Id, Cancel);
            Volatile.Write(ref pausedAt, 0);
            waiting = await WaitingAsync(await PausedAsync());
        }

        Assert.NotEqual(ComponentStatus.Working, waiting.Components.Single(c => c.Name == "r1/core").State);
        Assert.All(waiting.Components.Where(c => c.Name.StartsWith("r2/", StringComparison.Ordinal)), c => Assert.Equal(ComponentStatus.Working, c.State));

        await Containers.UnpauseContainerAsync(Lab["r1-core"].Id, Cancel);
        var result = await run;
        Assert.Equal(delivered + (Batches * BatchSize), result.Delivered);
        Assert.Contains(result.Faults, f => f is { Target: "r1/core", Kind: "pause" });
        var history = (await Lab.EvidenceAsync(result, Cancel)).History!;
        Assert.Contains(history, e => e is { Event: HistoryEvents.FoundFailed, Target: "r1/core", Kind: "pause", By: "hand" } && e.At > began);
        Assert.Contains(history, e => e is { Event: HistoryEvents.FaultRecovered, Target: "r1/core", By: "hand" } && e.At > began);

        async Task<int> PausedAsync()
        {
            await UntilAsync(s => Volatile.Read(ref pausedAt) != 0 && FaultOf(s, "r1/core") is { By: "hand", Kind: "pause" }, "the pause to be seen as done by hand");
            return pausedAt;
        }

        bool Waits(LabStatus s) => QueueOf(s, "r1", "preprocess-core").Depth == BatchSize / 2 && QueueOf(s, "r2", "preprocess-core").Depth == 0
            && (s.Delivered - delivered) % BatchSize == BatchSize / 2;

        Task<LabStatus> WaitingAsync(int batch) => UntilAsync(
            s => Waits(s) || s.Delivered - delivered > ((batch - 1) * BatchSize) + (BatchSize / 2),
            "half a batch to wait and half to be delivered, or more than that to be delivered");
    }

    [Fact]
    public async Task A_container_stopped_and_started_by_hand_is_seen_both_times()
    {
        await Containers.StopContainerAsync(Lab["r2-postprocess"].Id, new ContainerStopParameters { WaitBeforeKillSeconds = 5 }, Cancel);
        await UntilAsync(s => FaultOf(s, "r2/postprocess") is { By: "hand" }, "the stop to be seen as done by hand");
        await Containers.StartContainerAsync(Lab["r2-postprocess"].Id, new ContainerStartParameters(), Cancel);
        await Lab.AtRestAsync(Cancel);
        await Lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 62 }, Cancel);
    }

    [Fact]
    public async Task A_container_killed_by_hand_is_recovered_by_the_controller_where_it_was()
    {
        var address = (await ComponentAsync("r1/aurora-egress")).Address;
        await Containers.KillContainerAsync(Lab["r1-aurora-egress"].Id, new ContainerKillParameters { Signal = "KILL" }, Cancel);
        await UntilAsync(s => FaultOf(s, "r1/aurora-egress") is { By: "hand", Kind: "kill" }, "the kill to be seen as done by hand");
        Assert.Equal(["r1/aurora-egress"], await Lab.Client.RecoverAsync("all", Cancel));
        await Lab.AtRestAsync(Cancel);
        Assert.Equal(address, (await ComponentAsync("r1/aurora-egress")).Address);
        await Lab.PassAsync(new RunRequest { Scenario = "baseline", Seed = 63 }, Cancel);
    }

    private static ActiveFault? FaultOf(LabStatus status, string target) => status.Faults.SingleOrDefault(f => f.Target == target);

    private static QueueStatus QueueOf(LabStatus status, string region, string queue) => status.Queues.Single(q => q.Region == region && q.Queue == queue);

    private async Task<ComponentStatus> ComponentAsync(string name) => (await Lab.Client.StatusAsync(Cancel)).Components.Single(c => c.Name == name);

    private Task<LabStatus> UntilAsync(Func<LabStatus, bool> condition, string name) => Lab.UntilAsync(condition, Soon, name, Cancel);
}
