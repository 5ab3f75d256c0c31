using System.CommandLine;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using ActiveActive.Spec.Reports;

namespace ActiveActive.Cli.Commands;

/// <summary>aa check: judges a run folder again without running anything.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("RUNFOLDER") { Description = "As './aa run' printed it" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("check", "Judge a run's evidence again") { folder, json };
        command.SetAction(async (parsed, _) =>
        {
            var verdict = Judge.Run(RunFolder.Read(parsed.GetValue(folder)!));
            await parsed.InvocationConfiguration.Output.WriteLineAsync((parsed.GetValue(json) ? VerdictJson.Write(verdict) : VerdictText.Write(verdict)).TrimEnd());
            return verdict.ExitCode;
        });
        return command;
    }
}
