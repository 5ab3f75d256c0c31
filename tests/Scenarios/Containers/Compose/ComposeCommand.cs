using System.ComponentModel;
using System.Diagnostics;

namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>Asks Compose what docker-compose.yml says.</summary>
internal static class ComposeCommand
{
    /// <summary>The description, with variables as given and otherwise as this process has them.</summary>
    /// <param name="overlays">Names of further files beside docker-compose.yml.</param>
    /// <exception cref="InvalidOperationException">There is no Compose here, or it refuses the files.</exception>
    public static async Task<ComposeFile> DescribeAsync(
        IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> overlays, CancellationToken cancellation)
    {
        var root = CommandLine.AaProgram.Repository;
        string[] files = [.. overlays.Prepend("docker-compose.yml").SelectMany(f => (string[])["--file", Path.Combine(root, f)])];
        var info = new ProcessStartInfo("docker", ["compose", "--project-directory", root, .. files, "config", "--format", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var compose = Start(info);
        var output = compose.StandardOutput.ReadToEndAsync(cancellation);
        var problems = compose.StandardError.ReadToEndAsync(cancellation);
        await compose.WaitForExitAsync(cancellation);
        if (compose.ExitCode != 0)
            throw new InvalidOperationException($"'docker compose config' failed: {(await problems).Trim()}");
        // So that its output could be its input, Compose writes every dollar sign twice.
        return ComposeFile.Parse((await output).Replace("$$", "$", StringComparison.Ordinal));
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception absent)
        {
            throw new InvalidOperationException($"there is no docker command: {absent.Message}", absent);
        }
    }
}
