using System.CommandLine;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa up: a lab that stays.</summary>
internal static class UpCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var engine = Engine.Option();
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("up", "Start the lab and leave it up") { engine, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var labs = Engine.Labs(here, parsed.GetValue(engine)!);
            var terminal = parsed.InvocationConfiguration;
            // Up twice is up: what is asked for is a state.
            var lab = (await labs.FindAsync(cancellation) ?? await labs.StartAsync(fresh: false, terminal.Error, cancellation)).State;
            await terminal.Output.WriteLineAsync(parsed.GetValue(json)
                ? Json.Line(lab, "token")
                : $"The lab is up: {lab.Url} ({lab.Engine}). Next: ./aa status, ./aa run, ./aa down\nWatch it, break it: {DashboardCommand.Address(lab)}");
            return ExitCodes.Success;
        });
        return command;
    }
}
