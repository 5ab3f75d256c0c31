using ActiveActive.Scenarios;
using Docker.DotNet.Models;
using Version = System.Version;

namespace ActiveActive.Engines.OnDocker;

/// <summary>What there is on a Docker engine, the lab's own or not: looked at before a lab is started or ended, never changed.</summary>
public static class EngineSurvey
{
    private const string ProjectLabel = "com.docker.compose.project";
    // Images that Compose built bear its project's label too, and so does whatever is run from them by hand; this one it does not.
    private const string NumberLabel = "com.docker.compose.container-number";
    private const string FileLabel = "com.docker.compose.project.config_files";

    /// <summary>Looks.</summary>
    /// <param name="lab">The lab's name, which is its Compose project's too.</param>
    /// <param name="socket">The Docker API: unix:///var/run/docker.sock.</param>
    /// <exception cref="LabEnvironmentException">The engine does not answer, or not this user.</exception>
    public static async Task<EngineFindings> LookAsync(string lab, string socket, CancellationToken cancellation)
    {
        using var docker = new DockerApi(new DockerLabOptions { Lab = lab, Socket = socket });
        var version = await docker.VersionAsync(cancellation);
        // An engine that is too old may not even take the questions below.
        if (!Version.TryParse(version.APIVersion, out var api) || api < EngineFindings.OldestApi)
            return new EngineFindings(version.Version, api ?? new Version(0, 0), [], false);
        var containers = (await docker.EveryContainerAsync(cancellation)).Select(Found).ToList();
        return new EngineFindings(version.Version, api, containers, await docker.HasVolumesAsync(lab, cancellation));
    }

    private static FoundContainer Found(ContainerListResponse container) => new(
        container.Names.FirstOrDefault()?.TrimStart('/') ?? container.ID[..12],
        container.Labels.TryGetValue(ProjectLabel, out var project) && container.Labels.ContainsKey(NumberLabel) ? project : null,
        container.Labels.TryGetValue(FileLabel, out var file) ? file : null,
        container.Labels.TryGetValue(DockerLabOptions.LabLabel, out var lab) ? lab : null,
        container.Labels.TryGetValue(DockerLabOptions.ComponentLabel, out var component) ? component : null,
        container.State,
        [.. (container.Ports ?? []).Where(p => p.PublicPort is > 0).Select(p => (int)p.PublicPort!)]);
}

/// <summary>What a survey found.</summary>
/// <param name="Version">The engine's version.</param>
/// <param name="Api">The newest API that it speaks.</param>
/// <param name="Containers">Every container on it, those that have ended included.</param>
/// <param name="HasVolumes">True when volumes of the lab's Compose project are there: data of an earlier life.</param>
public sealed record EngineFindings(string Version, Version Api, IReadOnlyList<FoundContainer> Containers, bool HasVolumes)
{
    /// <summary>Docker 25: the first that checks a container's health often while it starts.</summary>
    public static readonly Version OldestApi = new(1, 44);
}

/// <summary>A container on the engine.</summary>
/// <param name="Project">Its Compose project, where it has one.</param>
/// <param name="ComposeFile">The file that describes it.</param>
/// <param name="Lab">The lab that it belongs to, where it does.</param>
/// <param name="Component">The lab's component that it is.</param>
/// <param name="State">As Docker says: running, paused, exited, created.</param>
/// <param name="Ports">The machine's ports that it holds.</param>
public sealed record FoundContainer(
    string Name, string? Project, string? ComposeFile, string? Lab, string? Component, string State, IReadOnlyList<int> Ports);
