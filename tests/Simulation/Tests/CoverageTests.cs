using ActiveActive.Simulation.Coverage;
using ActiveActive.Simulation.Exploration;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>The scenarios take every transition of every machine in scenarios.md, and coverage says so of those only that were taken.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void Every_transition_of_every_machine_is_visited()
    {
        var (table, failed) = CoverageCommand.Explore(new RunSpec { Seed = 1 }, CoverageCommand.Schedules);
        Assert.True(failed is null, failed is null ? "" : FailureReport.Write(failed));
        Assert.True(table.Unvisited.Count == 0, $"never taken, from seed 1: {string.Join("; ", table.Unvisited)}");
    }

    [Fact]
    public void A_run_without_faults_leaves_failures_unvisited()
    {
        var table = new CoverageTable();
        table.Add(SimRun.Of(new RunSpec { Scenario = "baseline", Weather = new() }));
        Assert.Contains(new Transition(Model.Worker, Model.Works, Model.FailedDependency, Model.DependencyFailed), table.Unvisited);
        Assert.Contains(new Transition(Model.Queue, Model.Works, Model.Failed, "refuse"), table.Unvisited);
        Assert.DoesNotContain(new Transition(Model.AtStage, "removing", "removed", "removed"), table.Unvisited);
        Assert.DoesNotContain(new Transition(Model.Spec, Model.Hot, Model.Cold, Model.AllInPlace), table.Unvisited);
    }

    [Fact]
    public void The_run_that_is_named_takes_the_transition()
    {
        var (table, _) = CoverageCommand.Explore(new RunSpec { Seed = 1 }, 3);
        var line = table.Write().Split('\n').First(l => l.Contains("`./aa sim f5 ", StringComparison.Ordinal));
        var cells = line.Split('|').Select(c => c.Trim()).ToList();
        var seed = ulong.Parse(cells[7].Trim('`').Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var alone = new CoverageTable();
        alone.Add(SimRun.Of(new RunSpec { Scenario = "f5", Seed = seed }));
        Assert.DoesNotContain(new Transition(cells[1], cells[2], cells[3], cells[4]), alone.Unvisited);
    }
}
