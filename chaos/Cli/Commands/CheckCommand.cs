using System.CommandLine;
using System.Text.Json.Nodes;
using ActiveActive.Controller;
using ActiveActive.Scenarios;
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
            var evidence = RunFolder.Read(path);
            var verdict = Judge.Run(evidence);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                parsed.GetValue(json) ? Line(evidence, verdict, Path.GetFullPath(path)) : VerdictText.Write(verdict).TrimEnd());
            return verdict.ExitCode;
        });
        return command;
    }

    // What 'run --json' printed, as far as the evidence tells; verdict.json's own parts follow.
    private static string Line(Evidence evidence, Verdict verdict, string folder)
    {
        var line = evidence.Run is { } run
            ? Json.Object(RunResults.Of(run, evidence, verdict, folder), "text", "exitCode")
            : new JsonObject { ["verdict"] = verdict.Outcome.ToString(), ["runFolder"] = folder };
        // A result has numbers; evidence may have none.
        line["published"] = verdict.Figures.Acknowledged;
        line["delivered"] = verdict.Figures.Delivered;
        line["lost"] = verdict.Figures.Lost;
        line["replayed"] = verdict.Figures.Replayed;
        line["duplicates"] = verdict.Figures.Duplicates;
        line["seconds"] = evidence.Run?.Seconds;
        foreach (var (name, part) in JsonNode.Parse(VerdictJson.Write(verdict))!.AsObject())
        {
            if (!line.ContainsKey(name) && name is not ("outcome" or "exitCode"))
                line[name] = part?.DeepClone();
        }

        return line.ToJsonString(LabJson.Options);
    }
}
