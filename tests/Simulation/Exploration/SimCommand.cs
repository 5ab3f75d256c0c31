using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using ActiveActive.Spec.Reports;

namespace ActiveActive.Simulation.Exploration;

/// <summary>The command `./aa sim`: one run with its history, many schedules, or all subsets.</summary>
public static class SimCommand
{
    private const int Usage = 2;
    private const int Broke = 1;

    /// <summary>Runs a command line to its exit code: that of the verdict, 2 for a mistake of the user's.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var scenario = new Argument<string>("SCENARIO") { Description = "The scenario to play", DefaultValueFactory = _ => "f5" };
        var seed = new Option<ulong>("--seed") { Description = "Where all chance comes from; the first of many", DefaultValueFactory = _ => 1 };
        var schedules = new Option<long?>("--schedules") { Description = "Plays so many seeds, and stops at the first that does not pass" };
        var subsets = new Option<string?>("--subsets") { Description = "f5 with every non-empty subset of the 16 components (all), or with one of them (its number)" };
        var strategy = new Option<string>("--strategy") { Description = "How the next step is picked: random or pct; exhaustive plays every order of one record's way through two stages instead of a scenario", DefaultValueFactory = _ => "random" };
        strategy.AcceptOnlyFromAmong("random", "pct", "exhaustive");
        var batches = new Option<int>("--batches") { Description = "Batches", DefaultValueFactory = _ => 3 };
        var batchSize = new Option<int>("--batch-size") { Description = "Records of a batch", DefaultValueFactory = _ => 10 };
        var defect = new Option<string?>("--defect") { Description = "A bug on purpose, which the spec must find" };
        defect.AcceptOnlyFromAmong([.. Defects.SimDefects.All.Select(d => d.Name)]);
        var replay = new Option<string?>("--replay") { Description = "Plays nothing: is every step of this run folder's history one that the model allows?" };
        var steps = new Option<bool>("--steps") { Description = "Holds each step against the state machines too, as --replay does" };
        var coverage = new Option<bool>("--coverage") { Description = "Plays every scenario over the same number of seeds, and tells which transitions of the state machines were taken" };
        var mutation = new Option<string?>("--mutation") { Description = "With the shipped sources changed as that entry of tests/Simulation/Mutations says; all: explores every one and writes the table" };
        mutation.AcceptOnlyFromAmong([.. Mutations.ShippedMutations.All.Select(m => m.Name), "all"]);
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var command = new RootCommand("Plays a scenario on the shipped code with virtual time; the same seed gives the same run.")
        {
            scenario, seed, schedules, subsets, strategy, batches, batchSize, defect, steps, replay, coverage, mutation, json,
        };
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0 || parsed.Action is not null)
            return parsed.Errors.Count == 0 ? parsed.Invoke(new InvocationConfiguration { Output = output, Error = error }) : Complain(string.Join("; ", parsed.Errors.Select(e => e.Message)));
        if (parsed.GetValue(replay) is { } folder)
            return Bridge.ReplayCommand.Run(folder, parsed.GetValue(json), output, error);
        if (parsed.GetValue(mutation) is { } mutant)
            return Mutations.MutationCommand.Run(mutant, arguments, output, error);
        if (parsed.GetValue(strategy) == "exhaustive")
        {
            return parsed.GetValue(schedules) is null && parsed.GetValue(subsets) is null
                ? Exhaustive.ExhaustiveCommand.Run(parsed.GetValue(defect), parsed.GetValue(json), output, error)
                : Complain("--strategy exhaustive plays all there is: leave --schedules and --subsets out");
        }

        try
        {
            var like = new RunSpec
            {
                Scenario = Scenario.Parse(parsed.GetValue(scenario)!).Name, Seed = parsed.GetValue(seed), Strategy = parsed.GetValue(strategy)!,
                Batches = parsed.GetValue(batches), BatchSize = parsed.GetValue(batchSize), Defect = parsed.GetValue(defect), Steps = parsed.GetValue(steps),
            };
            var asJson = parsed.GetValue(json);
            if (parsed.GetValue(coverage))
            {
                if (parsed.GetValue(subsets) is not null || parsed.GetResult(scenario) is { Implicit: false })
                    return Complain("--coverage plays every scenario: leave SCENARIO and --subsets out");
                return Coverage.CoverageCommand.Run(like, parsed.GetValue(schedules) ?? Coverage.CoverageCommand.Schedules, asJson, output, error);
            }

            if (parsed.GetValue(subsets) is { } which)
            {
                if (which == "all")
                    return Many(Subsets.Count, n => Subsets.Spec(like, (int)n + 1), "subsets", like.Seed, asJson);
                if (!int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var mask) || mask is < 1 or > Subsets.Count)
                    return Complain($"--subsets {which}: give all, or a number from 1 to {Subsets.Count}");
                return One(Subsets.Spec(like, mask), asJson);
            }

            return parsed.GetValue(schedules) is { } count ? Many(count, n => like with { Seed = like.Seed + (ulong)n }, "schedules", like.Seed, asJson) : One(like, asJson);
        }
        catch (UnusableInputException wrong)
        {
            return Complain(wrong.Message);
        }

        int Complain(string what)
        {
            error.WriteLine($"error: {what}");
            return Usage;
        }

        int One(RunSpec spec, bool asJson)
        {
            var outcome = SimRun.Of(spec);
            if (asJson)
            {
                Json(1, outcome.Passed ? null : outcome, "run", null);
                return ExitCode(outcome);
            }

            error.WriteLine($"seed {spec.Seed}\n{outcome.Plan}\n{outcome.Weather}");
            output.Write(HistoryText.Write(outcome.Events));
            output.WriteLine(outcome.Passed ? VerdictText.Write(outcome.Verdict!) : FailureReport.Write(outcome, shrink: false));
            return ExitCode(outcome);
        }

        int Many(long count, Func<long, RunSpec> specOf, string what, ulong from, bool asJson)
        {
            var began = TimeProvider.System.GetTimestamp();
            error.WriteLine($"seed {from}, {count} {what}");
            var (played, failed) = Explorer.Explore(count, specOf);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            if (asJson)
                Json(played, failed, what, seconds);
            else
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(failed is null ? played : played - 1)} of {count} {what} Pass, {seconds:0.0} s, {played / seconds:0} a second"));
            if (failed is not null && !asJson)
                output.WriteLine(FailureReport.Write(failed));
            return failed is null ? 0 : ExitCode(failed);
        }

        void Json(long played, RunOutcome? failed, string what, double? seconds) => output.WriteLine(JsonSerializer.Serialize(
            new
            {
                verdict = failed?.Word ?? "Pass", played, what, seconds, seed = failed?.Spec.Seed, replay = failed?.Spec.Command,
                refused = failed?.Refused, broken = failed?.Broken?.Message, violations = failed?.Verdict?.Violations, waiting = failed?.Verdict?.Waiting,
            },
            JsonSerializerOptions.Web));
    }

    internal static int ExitCode(RunOutcome outcome) => outcome.Refused is not null ? Broke : outcome.Verdict?.ExitCode ?? Broke;
}
