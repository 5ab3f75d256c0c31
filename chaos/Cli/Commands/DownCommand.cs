using System.CommandLine;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa down: ends the lab, returns when it has ended.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var engine = Engine.Option();
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("down", "End the lab") { engine, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            Engine.Check(parsed.GetValue(engine)!);
            var wasUp = LabStateFile.IsHeld(here.Home);
            if (wasUp)
            {
                using var client = new LabClient(LabAccess.Running(here));
                await client.DownAsync(cancellation);
                await LabAccess.WaitForEndAsync(here, Deadline, cancellation);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                ? Json.Line(new { wasUp })
                : wasUp ? "The lab has ended." : "No lab was running.");
            return ExitCodes.Success;
        });
        return command;
    }
}
