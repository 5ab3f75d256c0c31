using System.CommandLine;

namespace ActiveActive.Cli.Commands;

/// <summary>aa down: ends the lab, returns when it has ended.</summary>
internal static class DownCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var engine = Engine.Option();
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("down", "End the lab") { engine, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var wasUp = await Engine.Labs(here, parsed.GetValue(engine)!).EndAsync(forget: false, parsed.InvocationConfiguration.Error, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                ? Json.Line(new { wasUp })
                : wasUp ? "The lab has ended." : "No lab was running.");
            return ExitCodes.Success;
        });
        return command;
    }
}
