using System.CommandLine;
using ActiveActive.Report;

namespace ActiveActive.Cli.Commands;

/// <summary>aa report: makes the report of a run folder again.</summary>
internal static class ReportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("RUNFOLDER") { Description = "As './aa run' printed it" };
        var command = new Command("report", "Make a run's report.html again: one file, to look at and to hand on") { folder };
        command.SetAction(async (parsed, _) =>
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Following.Shown(ReportPage.WriteTo(parsed.GetValue(folder)!)));
            return ExitCodes.Success;
        });
        return command;
    }
}
