using System.CommandLine;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa serve: the lab's own process, which 'up' starts in a session of its own.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var fresh = new Option<bool>("--fresh") { Description = "Begin with empty stores" };
        var engine = Engine.Option();
        var command = new Command("serve", "Run the lab in the foreground") { engine, fresh };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            var contained = parsed.GetValue(engine) == Engine.Docker ? ContainerSettings.OfEnvironment() : null;
            await using var controller = await LabController.StartAsync(
                contained?.Controller(here) ?? here.Controller,
                contained ?? here.Labs(here, parsed.GetValue(fresh)),
                here.Runner,
                new LineProgress(parsed.InvocationConfiguration.Error),
                cancellation);
            // In a container nobody has seen 'up' say it, and whoever may read the container's log may do with the lab what they like.
            if (contained is not null)
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"Watch it, break it: {DashboardCommand.Address(controller.State)}");
            // SIGTERM and 'down' are two ways of asking for the same.
            await Task.WhenAny(controller.DownAsked, Task.Delay(Timeout.InfiniteTimeSpan, here.Time, cancellation));
            return ExitCodes.Success;
        });
        return command;
    }
}
