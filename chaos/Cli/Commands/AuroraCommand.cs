using System.CommandLine;
using ActiveActive.Cli.Progress;
using ActiveActive.Contracts;
using ActiveActive.Controller;
using Spectre.Console;

namespace ActiveActive.Cli.Commands;

/// <summary>aa aurora: where the writers are and how far replication is behind; below it, what moves writers.</summary>
internal static class AuroraCommand
{
    private const int WidthOfFiles = 160;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("aurora", "Show the global databases and their replication, or move a writer")
        {
            json,
            AuroraSwitchoverCommand.Create(here),
            AuroraFailoverCommand.Create(here),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new LabClient((await Engine.RunningAsync(here, null, cancellation)).State);
            var status = await client.StatusAsync(cancellation);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Json.Line(new { status.GlobalDatabases, status.Replication }));
                return ExitCodes.Success;
            }

            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
            if (Console.IsOutputRedirected)
                console.Profile.Width = WidthOfFiles;
            foreach (var part in AuroraTables.Of(status))
            {
                console.Write(part);
                console.WriteLine();
            }

            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>The databases that a word names: one, or both of a pair.</summary>
    /// <exception cref="UsageException">Neither.</exception>
    public static IReadOnlyList<string> DatabasesNamed(string word)
    {
        var name = word.Trim().ToLowerInvariant();
        if (Topology.Databases.Contains(name))
            return [name];
        return Topology.Pairs.Contains(name)
            ? Topology.DatabasesOf(name)
            : throw new UsageException($"'{word}' is neither a global database ({string.Join(", ", Topology.Databases)}) nor a pair ({string.Join(", ", Topology.Pairs)})");
    }

    /// <summary>The argument that names them.</summary>
    public static Argument<string> Which() => new("DATABASE|PAIR")
    {
        Description = $"{string.Join(", ", Topology.Databases)}; or both of {string.Join(" or ", Topology.Pairs)}",
    };
}
