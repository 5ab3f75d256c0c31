using System.CommandLine;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa abort: ends a run early, and returns when what it had failed works again.</summary>
internal static class AbortCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var run = RunOf.Argument();
        var engine = Engine.Which();
        var command = new Command("abort", "End a run of the lab that is up, and recover what it had failed") { run, engine };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new LabClient((await Engine.RunningAsync(here, parsed.GetValue(engine), cancellation)).State);
            var aborted = await client.AbortAsync(parsed.GetValue(run) ?? await RunOf.CurrentAsync(client, cancellation), cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{aborted.Id}: {aborted.Error}");
            return ExitCodes.Success;
        });
        return command;
    }
}
