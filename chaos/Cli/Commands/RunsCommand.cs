using System.CommandLine;
using System.Globalization;
using ActiveActive.Cli.Progress;
using ActiveActive.Controller;
using ActiveActive.Report;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Commands;

/// <summary>aa runs: the runs of the lab that is up, and those that left a folder here; or some of them side by side.</summary>
internal static class RunsCommand
{
    private const int Listed = 50;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var compared = new Argument<string[]>("RUN") { Description = "Two or more to compare, by name or folder; lists all when left out", Arity = ArgumentArity.ZeroOrMore };
        var engine = Engine.Which();
        var report = new Option<string>("--report") { Description = "Folder of the runs' folders", DefaultValueFactory = _ => "runs" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new Command("runs", "List runs, newest first, or compare some") { compared, engine, report, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(compared) is { Length: > 0 } named)
                return await CompareAsync(named, parsed.GetValue(report)!, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            var lab = await OfLabAsync(here, parsed.GetValue(engine), cancellation);
            var folders = RunFolders.List(parsed.GetValue(report)!, Listed);
            // A run that is over is told of by its folder, which may be a copy; of one that goes on the lab knows more.
            var runs = folders.Where(r => r.State is RunState.Ended or RunState.Aborted).Concat(lab.Current is { } current ? lab.Runs.Append(current) : lab.Runs).Concat(folders)
                .DistinctBy(r => r.Id)
                .Where(r => r.State != RunState.Running)
                .OrderByDescending(r => r.StartedAt)
                .Take(Listed)
                .ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Json.Line(new RunList(lab.Current, runs)));
                return ExitCodes.Success;
            }

            foreach (var run in lab.Current is null ? runs : runs.Prepend(lab.Current))
                await output.WriteLineAsync(Line(run));
            if (lab.Current is null && runs.Count == 0)
                await output.WriteLineAsync("No runs yet; './aa run' makes one.");
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<int> CompareAsync(string[] named, string report, bool json, TextWriter output)
    {
        if (named.Length == 1)
            throw new UsageException($"{named[0]} alone cannot be compared; name another run, or see it by itself: ./aa report {named[0]}");
        var comparison = RunComparison.Of([.. named.Select(name => ReportOf.Folder(Folder(name, report)))]);
        if (json)
        {
            await output.WriteLineAsync(Json.Line(comparison));
            return ExitCodes.Success;
        }

        (string What, IReadOnlyList<string> Values, bool Differ) head = ("", [.. comparison.Runs.Select(r => r.Id)], false);
        var rows = comparison.Rows().Prepend(head).ToList();
        var (first, others) = (rows.Max(r => r.What.Length), rows.SelectMany(r => r.Values).Max(v => v.Length));
        foreach (var (what, values, differ) in rows)
            await output.WriteLineAsync($"{what.PadRight(first)}  {string.Join("  ", values.Select(v => v.PadRight(others)))}  {(differ ? "≠" : "")}".TrimEnd());
        return ExitCodes.Success;
    }

    // As it was printed, or its name alone.
    private static string Folder(string name, string report) => Directory.Exists(name) ? name : Path.Combine(report, name);

    private static async Task<RunList> OfLabAsync(Surroundings here, string? engine, CancellationToken cancellation)
    {
        LabState lab;
        try
        {
            lab = (await Engine.RunningAsync(here, engine, cancellation)).State;
        }
        catch (LabEnvironmentException) when (engine is null)
        {
            // None is up: what is on disk is all there is.
            return new RunList(null, []);
        }

        using var client = new LabClient(lab);
        return await client.RunsAsync(Listed, cancellation);
    }

    private static string Line(RunSummary run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.StartedAt:yyyy-MM-dd HH:mm:ss}  {Outcome(run),-12}  {run.Engine ?? "?",-9}  {run.Seconds,7:0.0} s  {Following.Shown(run.Folder)}");

    // That an aborted run is inconclusive goes without saying; that it failed does not.
    private static string Outcome(RunSummary run) => run.Verdict is { } verdict && !(run.State == RunState.Aborted && verdict == nameof(Spec.Outcome.Inconclusive))
        ? verdict
        : run.State.ToString().ToLowerInvariant();
}
