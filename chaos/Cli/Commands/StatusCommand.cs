using System.CommandLine;
using System.Globalization;
using ActiveActive.Cli.Progress;
using ActiveActive.Controller;
using Spectre.Console;

namespace ActiveActive.Cli.Commands;

/// <summary>aa status: every component, queue and store, under the names that fail and recover take.</summary>
internal static class StatusCommand
{
    private const int WidthOfFiles = 160;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var engine = Engine.Which();
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("status", "Show the lab") { engine, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var lab = (await Engine.RunningAsync(here, parsed.GetValue(engine), cancellation)).State;
            using var client = new LabClient(lab);
            var status = await client.StatusAsync(cancellation);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Json.Line(status));
                return ExitCodes.Success;
            }

            await output.WriteLineAsync($"{(status.Healthy ? "Healthy" : "Not healthy")}, engine {status.Engine}, {lab.Url}");
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
            // A file or a pipe has no width that lines would have to fit.
            if (Console.IsOutputRedirected)
                console.Profile.Width = WidthOfFiles;
            foreach (var part in StatusTables.Of(status))
            {
                console.Write(part);
                console.WriteLine();
            }

            foreach (var component in status.Components)
                await output.WriteLineAsync($"{component.Name,-32} {component.State,-17} {component.Address,-22} {component.Container ?? component.ProcessId?.ToString(CultureInfo.InvariantCulture)}");
            foreach (var line in TargetNames.Lines().Prepend(""))
                await output.WriteLineAsync(line);
            return ExitCodes.Success;
        });
        return command;
    }
}
