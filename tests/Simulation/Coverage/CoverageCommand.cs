using System.Globalization;
using System.Text.Json;
using ActiveActive.Scenarios;
using ActiveActive.Simulation.Exploration;

namespace ActiveActive.Simulation.Coverage;

/// <summary>`./aa sim --coverage`: plays every scenario over some seeds, and says which transitions of the machines were taken.</summary>
internal static class CoverageCommand
{
    /// <summary>How many seeds of each scenario are played when the command line does not say; it takes these to see all.</summary>
    public const int Schedules = 200;

    /// <summary>Runs it. Exit codes: 0 when every run passed and nothing is unvisited, else 1.</summary>
    public static int Run(RunSpec like, long schedules, bool json, TextWriter output, TextWriter error)
    {
        var began = TimeProvider.System.GetTimestamp();
        error.WriteLine($"seed {like.Seed}, {schedules} schedules of each of {Scenario.All.Count} scenarios");
        var (table, failed) = Explore(like, schedules);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var unvisited = table.Unvisited;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new { verdict = failed?.Word ?? "Pass", seconds, transitions = Model.All.Count, unvisited, seed = failed?.Spec.Seed, replay = failed?.Spec.Command }, JsonSerializerOptions.Web));
        }
        else
        {
            output.Write(table.Write());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{Model.All.Count - unvisited.Count} of {Model.All.Count} transitions visited, {seconds:0.0} s"));
            if (failed is not null)
                output.WriteLine(FailureReport.Write(failed));
        }

        return failed is null && unvisited.Count == 0 ? 0 : 1;
    }

    /// <summary>Plays so many seeds of every scenario.</summary>
    public static (CoverageTable Table, RunOutcome? Failed) Explore(RunSpec like, long schedules)
    {
        var table = new CoverageTable();
        var (_, failed) = Explorer.Explore(
            schedules * Scenario.All.Count,
            n => like with { Scenario = Scenario.All[(int)(n % Scenario.All.Count)].Name, Seed = like.Seed + (ulong)(n / Scenario.All.Count) },
            table.Add);
        return (table, failed);
    }
}
