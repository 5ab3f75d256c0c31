using System.CommandLine;
using System.Globalization;
using ActiveActive.Controller;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Commands;

/// <summary>aa aurora failover: moves a writer at once, whatever the old one had not replicated.</summary>
internal static class AuroraFailoverCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var which = AuroraCommand.Which();
        var allow = new Option<bool>("--allow-data-loss") { Description = "Required: what the old writer had not replicated is lacking until it is back" };
        var command = new Command("failover", "Move a writer to the other region at once; it stays there") { which, allow };
        command.SetAction(async (parsed, cancellation) =>
        {
            var typed = parsed.GetValue(which)!;
            var databases = AuroraCommand.DatabasesNamed(typed);
            if (!parsed.GetValue(allow))
                throw new UsageException($"a failover may leave rows behind until the old writer is back; say so with --allow-data-loss, or lose nothing with './aa aurora switchover {typed}'");
            using var client = new LabClient((await Engine.RunningAsync(here, null, cancellation)).State);
            foreach (var database in databases)
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Said(await client.FailOverAsync(database, cancellation)));
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Said(MovedWriter moved)
    {
        var how = string.Create(CultureInfo.InvariantCulture, $"{moved.Database}: the writer went from {moved.From} to {moved.To} within {moved.Seconds:0.0} s; ");
        return how + moved.RowsLacking switch
        {
            null => $"{moved.From} did not answer, so it is fenced, and what {moved.To} lacks is told, as soon as it does: './aa aurora'.",
            { Count: 0 } => $"{moved.From} is fenced, and {moved.To} lacks nothing.",
            var ids => $"{moved.From} is fenced, and {moved.To} lacks {ids.Count} rows until replication brings them: {string.Join(' ', ids)}",
        };
    }
}
