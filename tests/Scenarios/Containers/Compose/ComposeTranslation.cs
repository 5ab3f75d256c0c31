using System.Globalization;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using DotNet.Testcontainers.Networks;
using DotNet.Testcontainers.Volumes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>What a description says, in the terms of Testcontainers' builders. All that comes of it bears one label.</summary>
/// <param name="label">The label by which everything is found again and removed.</param>
internal sealed class ComposeTranslation((string Name, string Value) label)
{
    /// <summary>A network, not made yet.</summary>
    public INetwork Network(ComposeNetwork network) => new NetworkBuilder()
        .WithLogger(NullLogger.Instance)
        .WithName(network.Name)
        .WithLabel(network.Labels)
        .WithLabel(label.Name, label.Value)
        .WithCreateParameterModifier(p =>
        {
            p.Internal = network.Internal;
            p.IPAM = new IPAM { Config = [.. (network.Ipam?.Config ?? []).Select(c => new IPAMConfig { Subnet = c.Subnet })] };
        })
        .Build();

    /// <summary>A volume, not made yet.</summary>
    public IVolume Volume(ComposeVolume volume) => new VolumeBuilder()
        .WithLogger(NullLogger.Instance)
        .WithName(volume.Name)
        .WithLabel(volume.Labels)
        .WithLabel(label.Name, label.Value)
        .Build();

    /// <summary>A container, not made yet; started it is healthy, where the description says what that is.</summary>
    /// <exception cref="InvalidDataException">The service asks for something that a lab does not know.</exception>
    public IContainer Container(
        string name, ComposeService service, IReadOnlyDictionary<string, INetwork> networks, IReadOnlyDictionary<string, IVolume> volumes)
    {
        var builder = new ContainerBuilder(service.Image)
            .WithLogger(NullLogger.Instance)
            .WithName(service.ContainerName)
            .WithImagePullPolicy(PullPolicyOf(name, service))
            .WithLabel(service.Labels)
            .WithLabel(label.Name, label.Value)
            .WithEnvironment(service.Environment.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!));
        if (service.Entrypoint is { } entrypoint)
            builder = builder.WithEntrypoint([.. entrypoint]);
        if (service.Command is { } command)
            builder = builder.WithCommand([.. command]);
        if (service.WorkingDir is { } folder)
            builder = builder.WithWorkingDirectory(folder);
        foreach (var network in service.Networks.Keys)
            builder = builder.WithNetwork(networks[network]);
        foreach (var mount in service.Volumes)
        {
            var access = mount.ReadOnly ? AccessMode.ReadOnly : AccessMode.ReadWrite;
            builder = mount.Type switch
            {
                "volume" => builder.WithVolumeMount(volumes[mount.Source], mount.Target, access),
                "bind" => builder.WithBindMount(mount.Source, mount.Target, access),
                _ => throw Unknown(name, "volumes.type", mount.Type),
            };
        }

        if (service.Healthcheck is not null)
            builder = builder.WithWaitStrategy(Wait.ForUnixContainer().UntilContainerIsHealthy());
        // No restart policy: what chaos ended stays ended.
        if (service.Restart is not (null or "no"))
            throw Unknown(name, "restart", service.Restart);
        return builder.WithCreateParameterModifier(p => Complete(p, name, service, networks)).Build();
    }

    private static void Complete(CreateContainerParameters p, string name, ComposeService service, IReadOnlyDictionary<string, INetwork> networks)
    {
        p.User = service.User ?? "";
        p.StopSignal = service.StopSignal ?? "";
        p.StopTimeout = service.StopGracePeriod;
        p.Healthcheck = service.Healthcheck is not { } health ? null : new HealthcheckConfig
        {
            Test = [.. health.Test],
            Interval = health.Interval,
            Timeout = health.Timeout,
            StartPeriod = health.StartPeriod,
            StartInterval = health.StartInterval,
            Retries = health.Retries,
        };
        var host = p.HostConfig ??= new HostConfig();
        host.GroupAdd = [.. service.GroupAdd];
        host.ReadonlyRootfs = service.ReadOnly;
        host.CapDrop = [.. service.CapDrop];
        host.SecurityOpt = [.. service.SecurityOpt];
        host.PidsLimit = service.PidsLimit;
        host.NanoCPUs = (long)(service.Cpus * 1_000_000_000);
        host.Memory = service.MemLimit is { } bytes ? long.Parse(bytes, CultureInfo.InvariantCulture) : 0;
        host.Tmpfs = service.Tmpfs.Select(t => t.Split(':', 2)).ToDictionary(t => t[0], t => t.Length > 1 ? t[1] : "");
        if (service.Logging is { } logging)
            host.LogConfig = new LogConfig { Type = logging.Driver, Config = logging.Options?.ToDictionary() ?? [] };
        Publish(p, host, service);
        Attach(p, host, name, service, networks);
    }

    private static void Publish(CreateContainerParameters p, HostConfig host, ComposeService service)
    {
        p.ExposedPorts = service.Ports.Select(Inside).Distinct().ToDictionary(port => port, _ => default(EmptyStruct));
        host.PortBindings = service.Ports.GroupBy(Inside).ToDictionary(
            g => g.Key,
            g => (IList<PortBinding>)[.. g.Select(port => new PortBinding { HostIP = port.HostIp, HostPort = port.Published })]);

        static string Inside(ComposePort port) => string.Create(CultureInfo.InvariantCulture, $"{port.Target}/{port.Protocol}");
    }

    private static void Attach(
        CreateContainerParameters p, HostConfig host, string name, ComposeService service, IReadOnlyDictionary<string, INetwork> networks)
    {
        host.NetworkMode = networks[service.Networks.Keys.First()].Name;
        p.NetworkingConfig = new NetworkingConfig
        {
            EndpointsConfig = service.Networks.ToDictionary(n => networks[n.Key].Name, n => new EndpointSettings
            {
                Aliases = [name],
                IPAMConfig = n.Value?.Ipv4Address is { } address ? new EndpointIPAMConfig { IPv4Address = address } : null,
            }),
        };
    }

    private static Func<ImageInspectResponse, bool> PullPolicyOf(string name, ComposeService service) => service.PullPolicy switch
    {
        "never" => PullPolicy.Never,
        null or "missing" => PullPolicy.Missing,
        var other => throw Unknown(name, "pull_policy", other),
    };

    private static InvalidDataException Unknown(string service, string key, string value) =>
        new($"service {service} has {key} '{value}', which the tests' labs do not know");
}
