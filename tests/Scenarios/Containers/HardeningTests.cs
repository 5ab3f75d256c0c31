using System.Net;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>What a container of the lab may do, as the engine says after its start.</summary>
[Collection(ContainersCollection.Name)]
public sealed class HardeningTests(ContainerLab lab) : IAsyncLifetime
{
    private const string Socket = "/var/run/docker.sock";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await EngineRequirement.RequireAsync();

    [Fact]
    public async Task No_container_may_do_more_than_it_must()
    {
        Assert.Equal(20, lab.Services.Count);
        foreach (var service in lab.Services)
        {
            var container = await lab.Docker.Containers.InspectContainerAsync(lab[service].Id, TestContext.Current.CancellationToken);
            var (config, host) = (container.Config!, container.HostConfig!);
            Assert.True(config.User.Split(':') is [not ("" or "0" or "root"), ..], $"{service} runs as '{config.User}'");
            Assert.Equal(["ALL"], host.CapDrop);
            Assert.Empty(host.CapAdd ?? []);
            Assert.False(host.Privileged, service);
            Assert.True(host.ReadonlyRootfs, service);
            Assert.Contains("no-new-privileges:true", host.SecurityOpt);
            Assert.True(host is { Memory: > 0, NanoCPUs: > 0, PidsLimit: > 0 }, $"{service} is limited in memory, processors and processes");
            Assert.NotEmpty(config.Healthcheck?.Test ?? []);
            Assert.Equal(service == "controller", container.Mounts.Any(m => m.Destination == Socket || m.Source == Socket));
            Assert.All((host.PortBindings ?? new Dictionary<string, IList<Docker.DotNet.Models.PortBinding>>()).Values.SelectMany(b => b), b => Assert.Equal("127.0.0.1", b.HostIP));
        }
    }

    [Fact]
    public void What_is_published_answers_on_loopback_only()
    {
        Assert.Equal(IPAddress.Loopback, lab.Published("r1-aws", 4566).Address);
        Assert.NotEqual(lab.Published("r1-aws", 4566).Port, lab.Published("r2-aws", 4566).Port);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
