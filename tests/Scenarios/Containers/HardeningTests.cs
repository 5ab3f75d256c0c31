using System.Net;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>What a container of the lab may do, as the engine says after its start.</summary>
public sealed class HardeningTests(ContainerLab lab) : OnContainers(lab)
{
    private const string Socket = "/var/run/docker.sock";

    [Fact]
    public async Task No_container_may_do_more_than_it_must()
    {
        Assert.Equal(20, Lab.Services.Count);
        foreach (var service in Lab.Services)
        {
            var container = await Lab.Docker.Containers.InspectContainerAsync(Lab[service].Id, Cancel);
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
        Assert.Equal(IPAddress.Loopback, Lab.Published("r1-aws", 4566).Address);
        Assert.NotEqual(Lab.Published("r1-aws", 4566).Port, Lab.Published("r2-aws", 4566).Port);
    }
}
