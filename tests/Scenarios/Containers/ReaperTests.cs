using System.Diagnostics;
using ActiveActive.Engines.OnDocker;
using ActiveActive.ScenarioTests.Containers.Compose;
using ActiveActive.ScenarioTests.Processes;
using DotNet.Testcontainers.Configurations;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>What a test host makes in the engine does not outlive it. The host is this executable, run again for one test.</summary>
public sealed class ReaperTests
{
    private const string NameVariable = "AA_TEST_REAPED_LAB";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task SIGKILL_of_the_test_host_leaves_no_container_no_network_and_no_volume()
    {
        await EngineRequirement.RequireAsync();
        var cancel = TestContext.Current.CancellationToken;
        var name = ContainerLab.NewName();
        using var docker = EngineSocket.Connect();
        var info = new ProcessStartInfo(
            Environment.ProcessPath!, ["-explicit", "only", "-method", $"{typeof(ReaperTests).FullName}.{nameof(The_host_that_is_killed)}"])
        {
            RedirectStandardOutput = true,
        };
        info.Environment[NameVariable] = name;
        using var host = Process.Start(info)!;
        try
        {
            await WaitFor.ConditionAsync(async () => (await LeftAsync()).Count == 3 || host.HasExited, Soon, "the host to make its things");
            Assert.Equal([$"container {name}-sleeper", $"network {name}-network", $"volume {name}-volume"], await LeftAsync());
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync(cancel);
        }

        await WaitFor.ConditionAsync(async () => (await LeftAsync()).Count == 0, GoneWithin, "everything of it to go");

        Task<IReadOnlyList<string>> LeftAsync() => LabelledThings.ListAsync(docker, DockerLabOptions.LabLabel, name);
    }

    /// <summary>Runs only when the test above starts it in a process of its own.</summary>
    [Fact(Explicit = true)]
    public async Task The_host_that_is_killed()
    {
        var cancel = TestContext.Current.CancellationToken;
        var name = Environment.GetEnvironmentVariable(NameVariable);
        Assert.SkipWhen(name is null, "only for the test that kills it");
        TestcontainersSettings.ResourceReaperEnabled = false;
        await using var reaper = Reaper.Start($"{DockerLabOptions.LabLabel}={name}");
        var translation = new ComposeTranslation((DockerLabOptions.LabLabel, name));
        var network = translation.Network(new ComposeNetwork { Name = name + "-network", Internal = true });
        var volume = translation.Volume(new ComposeVolume(name + "-volume"));
        await network.CreateAsync(cancel);
        await volume.CreateAsync(cancel);
        var sleeper = translation.Container(
            "sleeper",
            new ComposeService
            {
                Image = "activeactive/lab",
                ContainerName = name + "-sleeper",
                PullPolicy = "never",
                Command = ["sleep", "600"],
                Networks = new Dictionary<string, ComposeService.ComposeAttachment?> { ["network"] = null },
                Volumes = [new ComposeMount("volume", "volume", "/data")],
            },
            new Dictionary<string, DotNet.Testcontainers.Networks.INetwork> { ["network"] = network },
            new Dictionary<string, DotNet.Testcontainers.Volumes.IVolume> { ["volume"] = volume });
        await sleeper.StartAsync(cancel);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
    }
}
