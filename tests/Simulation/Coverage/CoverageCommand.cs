using System.Globalization;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using ActiveActive.Simulation.Exploration;

namespace ActiveActive.Simulation.Coverage;

/// <summary>`./aa sim --coverage`: plays every scenario over some seeds, and says which transitions of the machines were taken.</summary>
internal static class CoverageCommand
{
    /// <summary>How many seeds of each scenario are played when the command line does not say; it takes these to see all.</summary>
    public const int Schedules = 150;

    private const int Storms = 3;

    /// <summary>No scenario fails the side that it has moved a writer to; so some runs of f5 are told to.</summary>
    private static readonly IReadOnlyList<IReadOnlyList<Fault>> Directed =
    [
        .. Topology.Databases.Select(d => (IReadOnlyList<Fault>)
        [
            new(Target.Parse(Components.Writer(d)), FaultKind.Switchover), new(Target.Parse(Components.Database(Region.Two, d)), FaultKind.Refuse),
        ]),
    ];

    /// <summary>Runs it. Exit codes: that of the first run that did not pass; 1 when a transition is unvisited; else 0.</summary>
    public static int Run(RunSpec like, long schedules, bool json, TextWriter output, TextWriter error)
    {
        var began = TimeProvider.System.GetTimestamp();
        error.WriteLine($"seed {like.Seed}, {schedules} schedules of each of {Scenario.All.Count} scenarios, {Storms} times as many of storm, and {Directed.Count} of f5 that fail where a writer was moved to");
        var (table, failed) = Explore(like, schedules);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var unvisited = table.Unvisited;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new { verdict = failed?.Word ?? (unvisited.Count == 0 ? "Pass" : "Unvisited"), seconds, transitions = Model.All.Count, unvisited, seed = failed?.Spec.Seed, replay = failed?.Spec.Command }, JsonSerializerOptions.Web));
        }
        else
        {
            output.Write(table.Write());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{Model.All.Count - unvisited.Count} of {Model.All.Count} transitions visited, {seconds:0.0} s"));
            if (failed is not null)
                output.WriteLine(FailureReport.Write(failed));
        }

        return failed is not null ? SimCommand.ExitCode(failed) : unvisited.Count == 0 ? 0 : 1;
    }

    /// <summary>Plays so many seeds of every scenario, and three times as many storms: only they fail what has lost a dependency already. Then the directed ones.</summary>
    public static (CoverageTable Table, RunOutcome? Failed) Explore(RunSpec like, long schedules)
    {
        var table = new CoverageTable();
        var storm = Scenario.All.Single(s => s is Storm).Name;
        var round = Scenario.All.Select(s => s.Name).Where(name => name != storm).Select(name => (Name: name, Of: 1UL, Nth: 0UL))
            .Concat(Enumerable.Range(0, Storms).Select(nth => (Name: storm, Of: (ulong)Storms, Nth: (ulong)nth))).ToList();
        var (_, _, failed) = Explorer.Explore(
            (schedules * round.Count) + Directed.Count,
            n =>
            {
                if (n >= schedules * round.Count)
                    return like with { Scenario = "f5", Faults = Directed[(int)(n - (schedules * round.Count))] };
                var (rounds, at) = Math.DivRem(n, round.Count);
                var (name, of, nth) = round[(int)at];
                return like with { Scenario = name, Seed = like.Seed + ((ulong)rounds * of) + nth };
            },
            table.Add);
        return (table, failed);
    }
}
