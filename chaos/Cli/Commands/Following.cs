using ActiveActive.Cli.Labs;
using ActiveActive.Cli.Progress;
using ActiveActive.Controller;
using ActiveActive.Scenarios;
using Spectre.Console;

namespace ActiveActive.Cli.Commands;

/// <summary>What run and follow have in common: a run is shown up to its end, and its end is told.</summary>
internal static class Following
{
    /// <summary>Shows a run; returns how it ended, with its evidence on this disk.</summary>
    public static async Task<RunResult> ToEndAsync(
        Surroundings here, LabClient client, FoundLab lab, RunStream run, string report, TextWriter error, CancellationToken cancellation)
    {
        IProgressView view = here.LiveTerminal
            ? new LiveView(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) }))
            : new PlainView(error);
        var result = await view.ShowAsync(run.ReadAsync(cancellation), cancellation);
        return lab.OwnDisk
            ? result with { RunFolder = await client.FetchRunAsync(Path.GetFileName(result.RunFolder), report, cancellation) }
            : result;
    }

    /// <summary>Tells how a run ended: the result on standard output, where its evidence is on standard error.</summary>
    public static async Task TellAsync(RunResult result, bool json, TextWriter output, TextWriter error)
    {
        var folder = Shown(result.RunFolder);
        await output.WriteLineAsync(json ? Json.Line(result, "text", "exitCode") : result.Text.TrimEnd());
        await error.WriteLineAsync($"evidence: {folder}");
        if (result.ExitCode != ExitCodes.Success)
            await error.WriteLineAsync($"judge it again:  ./aa check {folder}");
    }

    /// <summary>A path, short where it is below the current folder, whole where it is not.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
