using System.CommandLine;
using System.Globalization;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa aurora switchover: moves a writer in order, and loses nothing.</summary>
internal static class AuroraSwitchoverCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var which = AuroraCommand.Which();
        var command = new Command("switchover", "Move a writer to the other region when its replica has everything; it stays there") { which };
        command.SetAction(async (parsed, cancellation) =>
        {
            var databases = AuroraCommand.DatabasesNamed(parsed.GetValue(which)!);
            using var client = new LabClient((await Engine.RunningAsync(here, null, cancellation)).State);
            foreach (var database in databases)
            {
                var moved = await client.SwitchOverAsync(database, cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{moved.Database}: the writer went from {moved.From} to {moved.To} within {moved.Seconds:0.0} s; nothing is lacking."));
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
