using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using ActiveActive.Controller;
using ActiveActive.Engines.OnDocker;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Labs;

/// <summary>Labs in containers: docker-compose.yml says what they are, Compose starts and ends them, their own controller answers.</summary>
internal sealed class DockerLabs(Surroundings here) : ILabs
{
    private const string SocketPath = "/var/run/docker.sock";

    private static string Project => Environment.GetEnvironmentVariable("COMPOSE_PROJECT_NAME") is { Length: > 0 } named ? named : "activeactive";

    private string ComposeFile => Path.Combine(here.Root, "docker-compose.yml");

    /// <summary>Whether a Docker engine takes calls, and takes them from this user. The socket of one that ended stays behind, and answers nobody.</summary>
    public static async Task<EngineAccess> AccessAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellation);
            return EngineAccess.Allowed;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.AccessDenied ? EngineAccess.Denied : EngineAccess.Absent;
        }
    }

    /// <inheritdoc/>
    public async Task<FoundLab?> FindAsync(CancellationToken cancellation)
    {
        if (await ControllerContainer.FindAsync(Project, "unix://" + SocketPath, cancellation) is not var (api, file))
            return null;
        if (file is null)
            throw new LabEnvironmentException("the lab is still starting; 'docker compose logs controller' tells how far it is");
        var state = JsonSerializer.Deserialize<LabState>(file, LabJson.Options)!;
        return new FoundLab(state with { Url = api.GetLeftPart(UriPartial.Authority) }, OwnDisk: true);
    }

    /// <inheritdoc/>
    public async Task<FoundLab> StartAsync(bool fresh, TextWriter error, CancellationToken cancellation)
    {
        if (await AccessAsync(cancellation) == EngineAccess.Absent)
            throw new LabEnvironmentException($"no Docker engine answers at {SocketPath}; './aa setup' installs and starts one");
        if (fresh)
            await ComposeAsync(error, cancellation, "down", "--volumes", "--timeout", "5");
        if (await QuietlyAsync(["image", "inspect", "activeactive/lab"], cancellation) != 0)
            throw new LabEnvironmentException("the lab's images are not made yet; './aa images' makes them");
        try
        {
            await ComposeAsync(error, cancellation, "up", "--detach", "--wait");
        }
        catch (Exception)
        {
            // Half a lab is in everybody's way; what it printed stays where the message says.
            await ComposeAsync(error, CancellationToken.None, "stop", "--timeout", "5");
            throw;
        }

        return await FindAsync(cancellation) ?? throw new LabEnvironmentException("the controller ended; 'docker compose logs controller' says why");
    }

    /// <inheritdoc/>
    public async Task<bool> EndAsync(bool forget, TextWriter error, CancellationToken cancellation)
    {
        var ran = await ControllerContainer.FindAsync(Project, "unix://" + SocketPath, cancellation) is not null;
        string[] rest = forget ? ["--volumes"] : [];
        await ComposeAsync(error, cancellation, ["down", "--timeout", "5", .. rest]);
        return ran;
    }

    private async Task ComposeAsync(TextWriter error, CancellationToken cancellation, params string[] command)
    {
        using var compose = Start(["compose", "--progress", "quiet", "--project-name", Project, "--file", ComposeFile, .. command]);
        var output = compose.StandardOutput.ReadToEndAsync(cancellation);
        var problems = compose.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await compose.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            ProcessLabs.Terminate(compose);
            await compose.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        if (compose.ExitCode == 0)
            return;
        await error.WriteAsync(await output);
        throw new LabEnvironmentException($"'docker compose {string.Join(' ', command)}' failed: {(await problems).Trim()}\n'docker compose --project-name {Project} logs' tells more");
    }

    private static async Task<int> QuietlyAsync(string[] command, CancellationToken cancellation)
    {
        using var docker = Start(command);
        var output = docker.StandardOutput.ReadToEndAsync(cancellation);
        var problems = docker.StandardError.ReadToEndAsync(cancellation);
        await docker.WaitForExitAsync(cancellation);
        _ = (await output, await problems);
        return docker.ExitCode;
    }

    private static Process Start(string[] command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("docker", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            throw new LabEnvironmentException("there is no docker command; './aa setup' installs an engine with Compose", absent);
        }
    }
}
