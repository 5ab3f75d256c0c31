using System.CommandLine;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa follow: a run that goes on without its reader, from its first step to its verdict.</summary>
internal static class FollowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var run = RunOf.Argument();
        var engine = Engine.Which();
        var report = new Option<string>("--report") { Description = "Folder for the run's folder, when the lab has a disk of its own", DefaultValueFactory = _ => "runs" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("follow", "Follow a run of the lab that is up; Ctrl-C leaves it running") { run, engine, report, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = parsed.InvocationConfiguration;
            var lab = await Engine.RunningAsync(here, parsed.GetValue(engine), cancellation);
            using var client = new LabClient(lab.State);
            var id = parsed.GetValue(run) ?? await RunOf.CurrentAsync(client, cancellation);
            using var stream = await client.FollowAsync(id, cancellation);
            var result = await Following.ToEndAsync(here, client, lab, stream, Path.GetFullPath(parsed.GetValue(report)!), terminal.Error, cancellation);
            await Following.TellAsync(result, parsed.GetValue(json), terminal.Output, terminal.Error);
            return result.ExitCode;
        });
        return command;
    }
}
