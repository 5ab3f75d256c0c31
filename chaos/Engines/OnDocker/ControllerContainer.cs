using System.Formats.Tar;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.OnDocker;

/// <summary>The controller of a lab in containers, as one finds it from outside: by the lab's label, over the Docker API.</summary>
public static class ControllerContainer
{
    /// <summary>The component name of the controller's container.</summary>
    public const string Component = "lab";

    private const int ApiPort = 8080;

    /// <summary>Finds the controller of a lab.</summary>
    /// <returns>Where its API is published, and its lab.json; null when it does not run. The file is null while the lab is still starting.</returns>
    /// <exception cref="LabEnvironmentException">Docker does not answer, or the port is not published.</exception>
    public static async Task<(Uri Api, string? StateFile)?> FindAsync(string lab, string socket, CancellationToken cancellation)
    {
        using var docker = new DockerApi(new DockerLabOptions { Lab = lab, Socket = socket });
        var container = (await docker.ContainersAsync(cancellation)).GetValueOrDefault(Component);
        if (container is not { State: "running" })
            return null;
        var port = container.Ports?.FirstOrDefault(p => p.PrivatePort == ApiPort && p.PublicPort != 0)?.PublicPort
            ?? throw new LabEnvironmentException($"the controller of lab '{lab}' publishes no port for {ApiPort}, so it cannot be reached; see 'ports' in docker-compose.yml");
        return (new Uri($"http://127.0.0.1:{port}"), await ReadAsync(docker, container.ID, cancellation));
    }

    private static async Task<string?> ReadAsync(DockerApi docker, string container, CancellationToken cancellation)
    {
        await using var archive = await docker.FileAsync(container, "/data/lab.json", cancellation);
        if (archive is null)
            return null;
        await using var tar = new TarReader(archive);
        var entry = await tar.GetNextEntryAsync(copyData: true, cancellation);
        if (entry?.DataStream is null)
            return null;
        using var reader = new StreamReader(entry.DataStream);
        return await reader.ReadToEndAsync(cancellation);
    }
}
