using System.Diagnostics;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Labs;

/// <summary>Runs docker compose on the lab's files and project, quietly.</summary>
/// <param name="folder">Where docker-compose.yml is; COMPOSE_FILE may name it with others, as it does for Compose itself.</param>
internal sealed class Compose(string project, string folder, DockerSocket socket)
{
    private const int LastLines = 40;

    private readonly string[] _files =
    [
        .. (Environment.GetEnvironmentVariable("COMPOSE_FILE") is { Length: > 0 } named ? named : "docker-compose.yml")
            .Split(':').SelectMany(file => new[] { "--file", Path.Combine(folder, file) }),
    ];

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it printed on standard output.</returns>
    /// <exception cref="ComposeException">It failed.</exception>
    /// <exception cref="LabEnvironmentException">There is no docker command.</exception>
    public Task<string> RunAsync(CancellationToken cancellation, params string[] command) =>
        DockerAsync(["compose", "--progress", "quiet", "--project-name", project, .. _files, .. command], cancellation);

    /// <summary>Runs docker itself.</summary>
    public Task<string> DockerAsync(string[] command, CancellationToken cancellation) => RunAsync("docker", command, null, cancellation);

    /// <summary>Runs a program that uses docker.</summary>
    /// <param name="says">Given each line of its standard error as it comes.</param>
    public async Task<string> RunAsync(string program, string[] command, Action<string>? says, CancellationToken cancellation)
    {
        using var running = Start(program, command);
        // Read to the end whatever comes: what a command said before it failed or was cancelled is what explains it.
        var output = running.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var problems = LinesAsync(running.StandardError, says);
        try
        {
            await running.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            ProcessLabs.Terminate(running);
            await running.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return running.ExitCode == 0 ? await output : throw new ComposeException(await problems);
    }

    private static async Task<string> LinesAsync(StreamReader from, Action<string>? says)
    {
        var last = new Queue<string>();
        while (await from.ReadLineAsync() is { } line)
        {
            says?.Invoke(line);
            last.Enqueue(line);
            if (last.Count > LastLines)
                last.Dequeue();
        }

        return string.Join('\n', last).Trim();
    }

    private Process Start(string program, string[] command)
    {
        var start = new ProcessStartInfo(program, command) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The controller's container gets the socket that this command uses, and its group.
        start.Environment.TryAdd("DOCKER_SOCKET", socket.Path);
        if (GroupOf(socket.Path) is { } group)
            start.Environment.TryAdd("DOCKER_GID", group);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            throw new LabEnvironmentException($"{program} could not be started ({absent.Message}); './aa setup' installs Docker with Compose", absent);
        }
    }

    private static string? GroupOf(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-L", "-c", "%g", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var group = stat.StandardOutput.ReadToEnd().Trim();
        stat.WaitForExit();
        return stat.ExitCode == 0 ? group : null;
    }
}

/// <summary>A docker command failed; the message is what it said.</summary>
internal sealed class ComposeException(string said) : Exception(said);
