using System.Net.Sockets;
using ActiveActive.Scenarios;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ActiveActive.Engines.OnDocker;

/// <summary>
/// The Docker API as far as a lab needs it. Every call names a container or network that was found by the lab's own label, so
/// nothing else on the engine can be touched; what is not the lab's is looked at and no more.
/// </summary>
internal sealed class DockerApi(DockerLabOptions options) : IDisposable
{
    private const int PauseAttempts = 10;

    private readonly DockerClient _client = new DockerClientBuilder().WithEndpoint(new Uri(options.Socket)).Build();

    /// <summary>The lab's containers, those that have ended included, by component.</summary>
    /// <exception cref="LabEnvironmentException">The engine does not answer, or two containers claim to be one component.</exception>
    public async Task<IReadOnlyDictionary<string, ContainerListResponse>> ContainersAsync(CancellationToken cancellation)
    {
        var all = await AskAsync(() => _client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = OfThisLab() }, cancellation));
        var byName = all.Where(c => c.Labels.ContainsKey(DockerLabOptions.ComponentLabel) && !IsOneOff(c)).GroupBy(c => c.Labels[DockerLabOptions.ComponentLabel]).ToList();
        if (byName.FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new LabEnvironmentException(
                $"containers {string.Join(" and ", twice.Select(c => c.ID[..12]))} both say that they are {twice.Key} of lab '{options.Lab}'; remove one with docker rm -f");
        }

        return byName.ToDictionary(g => g.Key, g => g.Single());
    }

    /// <summary>Which engine answers.</summary>
    public Task<VersionResponse> VersionAsync(CancellationToken cancellation) => AskAsync(() => _client.System.GetVersionAsync(cancellation));

    /// <summary>All containers of the engine, whosever they are; to look at only.</summary>
    public Task<IList<ContainerListResponse>> EveryContainerAsync(CancellationToken cancellation) =>
        AskAsync(() => _client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, cancellation));

    /// <summary>Whether a Compose project has volumes.</summary>
    public async Task<bool> HasVolumesAsync(string project, CancellationToken cancellation)
    {
        var label = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { ["com.docker.compose.project=" + project] = true } };
        var found = await AskAsync(() => _client.Volumes.ListAsync(new VolumesListParameters { Filters = label }, cancellation));
        return found.Volumes is { Count: > 0 };
    }

    /// <summary>The lab's networks: Docker's name of each by the name in docker-compose.yml.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NetworksAsync(CancellationToken cancellation)
    {
        var all = await AskAsync(() => _client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = OfThisLab() }, cancellation));
        return all.Where(n => n.Labels.ContainsKey(DockerLabOptions.NetworkLabel)).ToDictionary(n => n.Labels[DockerLabOptions.NetworkLabel], n => n.Name);
    }

    public Task StopAsync(string container, TimeSpan grace, CancellationToken cancellation) => AskAsync(() =>
        _client.Containers.StopContainerAsync(container, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)grace.TotalSeconds }, cancellation));

    public Task KillAsync(string container, CancellationToken cancellation) =>
        DoAsync(() => _client.Containers.KillContainerAsync(container, new ContainerKillParameters { Signal = "KILL" }, cancellation));

    /// <summary>Pauses. Where processes are being made in the container at that moment, a health check's say, the kernel may not get it frozen; the next try does.</summary>
    public async Task PauseAsync(string container, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await DoAsync(() => _client.Containers.PauseContainerAsync(container, cancellation));
                return;
            }
            catch (LabEnvironmentException busy) when (attempt < PauseAttempts && busy.Message.Contains("unable to freeze", StringComparison.Ordinal))
            {
                // Again at once: the refusal itself took its time.
            }
        }
    }

    public Task UnpauseAsync(string container, CancellationToken cancellation) => DoAsync(() => _client.Containers.UnpauseContainerAsync(container, cancellation));

    public Task StartAsync(string container, CancellationToken cancellation) =>
        AskAsync(() => _client.Containers.StartContainerAsync(container, new ContainerStartParameters(), cancellation));

    public Task DisconnectAsync(string container, string network, CancellationToken cancellation) => DoAsync(() =>
        _client.Networks.DisconnectNetworkAsync(network, new NetworkDisconnectParameters { Container = container, Force = true }, cancellation));

    public Task ConnectAsync(string container, string network, Attachment attachment, CancellationToken cancellation) => DoAsync(() =>
        _client.Networks.ConnectNetworkAsync(
            network,
            new NetworkConnectParameters
            {
                Container = container,
                EndpointConfig = new EndpointSettings
                {
                    IPAMConfig = new EndpointIPAMConfig { IPv4Address = attachment.Address }, Aliases = [.. attachment.Aliases],
                },
            },
            cancellation));

    /// <summary>What a container's main process does, looked at now.</summary>
    public async Task<ContainerInspectResponse> InspectAsync(string container, CancellationToken cancellation) =>
        await AskAsync(() => _client.Containers.InspectContainerAsync(container, cancellation));

    /// <summary>Writes what a container printed.</summary>
    public async Task CopyLogAsync(string container, Stream to, CancellationToken cancellation)
    {
        using var log = await AskAsync(() => _client.Containers.GetContainerLogsAsync(
            container, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Timestamps = true }, cancellation));
        await log.CopyOutputToAsync(Stream.Null, to, to, cancellation);
    }

    /// <summary>One file of a container, as a tar archive; null when it is not there.</summary>
    public async Task<Stream?> FileAsync(string container, string path, CancellationToken cancellation)
    {
        try
        {
            return (await _client.Containers.GetArchiveFromContainerAsync(container, new ContainerPathStatParameters { Path = path }, false, cancellation)).Stream;
        }
        catch (DockerApiException absent) when (absent.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // 'docker compose run' makes a container beside the service's own, under the same labels.
    private static bool IsOneOff(ContainerListResponse container) =>
        container.Labels.TryGetValue("com.docker.compose.oneoff", out var says) && says.Equals("True", StringComparison.OrdinalIgnoreCase);

    private Dictionary<string, IDictionary<string, bool>> OfThisLab() =>
        new() { ["label"] = new Dictionary<string, bool> { [$"{DockerLabOptions.LabLabel}={options.Lab}"] = true } };

    private Task DoAsync(Func<Task> call) => AskAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (DockerApiException refused)
        {
            throw new LabEnvironmentException($"Docker refused: {refused.Message}", refused);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or SocketException or TimeoutException or IOException)
        {
            throw new LabEnvironmentException(
                unreachable.GetBaseException() is SocketException { SocketErrorCode: SocketError.AccessDenied }
                    ? $"this user may not use Docker at {options.Socket}: add the user to the socket's group ('sudo usermod -aG docker USER', then log in again; for the controller: DOCKER_GID), or run as root"
                    : $"no Docker engine answers at {options.Socket}; './aa setup' installs and starts one",
                unreachable);
        }
    }
}
