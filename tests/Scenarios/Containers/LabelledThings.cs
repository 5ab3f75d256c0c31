using Docker.DotNet;
using Docker.DotNet.Models;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>What the engine has under a label.</summary>
internal static class LabelledThings
{
    /// <summary>Containers, those that have ended included, networks and volumes, by kind and name.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(DockerClient docker, string label, string value)
    {
        var filter = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{label}={value}"] = true } };
        var containers = await docker.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filter });
        var networks = await docker.Networks.ListNetworksAsync(new NetworksListParameters { Filters = filter });
        var volumes = await docker.Volumes.ListAsync(new VolumesListParameters { Filters = filter });
        return
        [
            .. containers.Select(c => $"container {c.Names[0].TrimStart('/')}"),
            .. networks.Select(n => $"network {n.Name}"),
            .. (volumes.Volumes ?? []).Select(v => $"volume {v.Name}"),
        ];
    }
}
