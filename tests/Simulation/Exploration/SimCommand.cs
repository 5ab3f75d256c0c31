using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.Records;
using ActiveActive.Spec.Reports;

namespace ActiveActive.Simulation.Exploration;

/// <summary>The command `./aa sim`: one run with its history, many schedules, or all subsets.</summary>
public static class SimCommand
{
    private const int Usage = 2;
    private const int Broke = 1;
    private const int Cancelled = 130;

    /// <summary>Runs a command line to its exit code: that of the verdict, 2 for a mistake of the user's, 130 for what was interrupted.</summary>
    /// <param name="stop">Interrupts an exploration, as Ctrl-C does: it says how far it came.</param>
    public static int Run(string[] arguments, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        var options = new SimOptions();
        var command = new RootCommand("Plays a scenario on the shipped code with virtual time; the same seed gives the same run.");
        options.AddTo(command);
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0 || parsed.Action is not null)
            return parsed.Errors.Count == 0 ? parsed.Invoke(new InvocationConfiguration { Output = output, Error = error }) : Complain(string.Join("; ", parsed.Errors.Select(e => e.Message)));
        if (options.Contradiction(parsed) is { } contradiction)
            return Complain(contradiction);
        if (parsed.GetValue(options.Replay) is { } folder)
            return Bridge.ReplayCommand.Run(folder, parsed.GetValue(options.Json), output, error);
        if (parsed.GetValue(options.Mutation) is { } mutant)
            return Mutations.MutationCommand.Run(mutant, arguments, output, error);
        if (parsed.GetValue(options.Strategy) == "exhaustive")
            return Exhaustive.ExhaustiveCommand.Run(parsed.GetValue(options.Defect), parsed.GetValue(options.Json), output, error);

        try
        {
            var played = Scenario.Parse(parsed.GetValue(options.Scenario)!);
            if (parsed.GetValue(options.Batches) < played.FewestBatches)
                return Complain($"--batches {parsed.GetValue(options.Batches)}: {played.Name} needs at least {played.FewestBatches}");
            var like = new RunSpec
            {
                Scenario = played.Name, Seed = parsed.GetValue(options.Seed), Strategy = parsed.GetValue(options.Strategy)!,
                Batches = parsed.GetValue(options.Batches), BatchSize = parsed.GetValue(options.BatchSize), Defect = parsed.GetValue(options.Defect), Steps = parsed.GetValue(options.Steps),
                Faults = options.FaultsOf(parsed), Storm = new RunSpec().Storm with { BothRegions = parsed.GetValue(options.BothRegions) },
            };
            var asJson = parsed.GetValue(options.Json);
            if (parsed.GetValue(options.Coverage))
                return Coverage.CoverageCommand.Run(like, parsed.GetValue(options.Schedules) ?? Coverage.CoverageCommand.Schedules, asJson, output, error);

            if (parsed.GetValue(options.Subsets) is { } which)
            {
                if (which == "all")
                    return Many(Subsets.Count, n => Subsets.Spec(like, (int)n + 1), "subsets", like.Seed, asJson);
                if (!int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var mask) || mask is < 1 or > Subsets.Count)
                    return Complain($"--subsets {which}: give all, or a number from 1 to {Subsets.Count}");
                return One(Subsets.Spec(like, mask), asJson);
            }

            return parsed.GetValue(options.Schedules) is { } count ? Many(count, n => like with { Seed = like.Seed + (ulong)n }, "schedules", like.Seed, asJson) : One(like, asJson);
        }
        catch (Exception wrong) when (wrong is UnusableInputException or UnusableFaultException)
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
                Json(1, outcome.Passed ? null : outcome, "run", spec.Seed, null);
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
            using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Explored explored;
            using (PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt))
            using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt))
            {
                error.WriteLine($"seed {from}, {count} {what}");
                explored = Explorer.Explore(count, specOf, stop: interrupted.Token);
            }

            var (played, passed, failed) = explored;
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var early = failed is null && played < count;
            if (asJson)
                Json(played, failed, what, from, seconds, early);
            else
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} of {count} {what} Pass{(early ? ", then interrupted" : "")}, {seconds:0.0} s, {played / seconds:0} a second"));
            if (failed is not null && !asJson)
                output.WriteLine(FailureReport.Write(failed));
            return failed is not null ? ExitCode(failed) : early ? Cancelled : 0;

            // A second one ends the process, as it would without this.
            void Interrupt(PosixSignalContext signal)
            {
                signal.Cancel = !interrupted.IsCancellationRequested;
                interrupted.Cancel();
            }
        }

        void Json(long played, RunOutcome? failed, string what, ulong from, double? seconds, bool early = false) => output.WriteLine(JsonSerializer.Serialize(
            new
            {
                verdict = failed?.Word ?? (early ? "Interrupted" : "Pass"), played, what, seconds, seed = failed?.Spec.Seed ?? from, replay = failed?.Spec.Command,
                refused = failed?.Refused, broken = failed?.Broken?.Message, violations = failed?.Verdict?.Violations, waiting = failed?.Verdict?.Waiting,
            },
            JsonSerializerOptions.Web));
    }

    internal static int ExitCode(RunOutcome outcome) => outcome.Refused is not null ? Broke : outcome.Verdict?.ExitCode ?? Broke;
}
