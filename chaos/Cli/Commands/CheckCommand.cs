using System.CommandLine;
using System.Text.Json.Nodes;
using ActiveActive.Controller;
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
            var path = parsed.GetValue(folder)!;
            var verdict = Judge.Run(RunFolder.Read(path));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Line(verdict, path) : VerdictText.Write(verdict).TrimEnd());
            return verdict.ExitCode;
        });
        return command;
    }

    // What 'run --json' calls the same has the same name here; verdict.json's own parts follow.
    private static string Line(Verdict verdict, string folder)
    {
        var line = new JsonObject
        {
            ["verdict"] = verdict.Outcome.ToString(),
            ["scenario"] = verdict.Scenario,
            ["engine"] = verdict.Engine,
            ["seed"] = verdict.Seed,
            ["published"] = verdict.Figures.Acknowledged,
            ["delivered"] = verdict.Figures.Delivered,
            ["lost"] = verdict.Figures.Lost,
            ["duplicates"] = verdict.Figures.Duplicates,
            ["replayed"] = verdict.Figures.Replayed,
            ["runFolder"] = Path.GetFullPath(folder),
        };
        foreach (var (name, part) in JsonNode.Parse(VerdictJson.Write(verdict))!.AsObject())
        {
            if (!line.ContainsKey(name) && name is not ("outcome" or "exitCode"))
                line[name] = part?.DeepClone();
        }

        return line.ToJsonString(LabJson.Options);
    }
}
