using System.Collections.Concurrent;
using System.Diagnostics;
using ActiveActive.Simulation.Exploration;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>The command line: what it refuses changes nothing and plays nothing, and nothing that was not played is called a Pass.</summary>
public sealed class SimCommandTests
{
    [Theory]
    [InlineData("f5 --schedules 0", "--schedules 0 would play nothing")]
    [InlineData("f5 --schedules=-5", "--schedules -5 would play nothing")]
    [InlineData("f5 --batch-size 0", "--batches and --batch-size are 1 or more")]
    [InlineData("f5 --batches 1", "--batches 1: f5 needs at least 2")]
    [InlineData("f9", "'f9' is not a scenario")]
    [InlineData("f1 --subsets all", "leave SCENARIO out")]
    [InlineData("--subsets all --schedules 10", "leave --schedules out")]
    [InlineData("--subsets 70000", "a number from 1 to 65535")]
    [InlineData("f5 --both-regions", "--both-regions is for storm")]
    [InlineData("--strategy exhaustive --seed 9", "leave --seed out")]
    [InlineData("--coverage f1", "leave SCENARIO out")]
    [InlineData("--mutation all --schedules 10", "leave --schedules out")]
    [InlineData("--faults kill", "'kill' is not a kind and a target")]
    [InlineData("--replay x --seed 3", "leave --seed out")]
    public void What_would_not_be_played_is_refused(string commandLine, string sentence)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(2, SimCommand.Run(commandLine.Split(' '), output, error));
        Assert.Empty(output.ToString());
        Assert.Contains(sentence, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kill r1/nobody", "'r1/nobody' is not a target")]
    [InlineData("offline r1/core", "offline does not fit r1/core")]
    [InlineData("kill r1/core, pause r1/core", "r1/core is named twice")]
    public void A_fault_that_is_none_is_named(string faults, string sentence)
    {
        var error = new StringWriter();
        Assert.Equal(2, SimCommand.Run(["--faults", faults], new StringWriter(), error));
        Assert.Contains(sentence, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_that_are_named_are_those_that_are_played()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, SimCommand.Run(["f5", "--seed", "4", "--faults", "switchover inbound-writer, refuse r2/inbound-database"], output, error));
        Assert.Equal(2, output.ToString().Split('\n').Count(l => l.Contains("fault-effective", StringComparison.Ordinal)));
        Assert.Contains("./aa sim f5 --seed 4 --faults \"kill r1/core\"", new RunSpec
        {
            Seed = 4, Faults = [new(ActiveActive.Faults.Target.Parse("r1/core"), ActiveActive.Faults.FaultKind.Kill)],
        }.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("baseline --schedules 4", "0 of 4 schedules Pass, then interrupted, ")]
    [InlineData("baseline --schedules 4 --json", "{\"verdict\":\"Interrupted\",\"played\":0,")]
    public void An_exploration_that_was_interrupted_is_no_pass(string commandLine, string said)
    {
        var output = new StringWriter();
        Assert.Equal(130, SimCommand.Run(commandLine.Split(' '), output, TextWriter.Null, new CancellationToken(canceled: true)));
        Assert.StartsWith(said, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_told_to_end_says_how_far_it_came()
    {
        // Weeks of schedules; it ends because it is told to.
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "ActiveActive.Simulation"), "baseline --schedules 100000000")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            Assert.Equal("seed 1, 100000000 schedules", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, process.ExitCode);
            Assert.Matches(@"^(\d+) of 100000000 schedules Pass, then interrupted, ", said);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public void What_had_begun_when_an_exploration_was_interrupted_is_counted()
    {
        using var stop = new CancellationTokenSource();
        var seeds = new ConcurrentBag<ulong>();
        var (played, passed, failed) = Explorer.Explore(1000, n => new RunSpec { Scenario = "baseline", Seed = (ulong)n }, Played, stop: stop.Token);
        Assert.Null(failed);
        Assert.Equal(played, passed);
        Assert.InRange(played, 3, 3 + Environment.ProcessorCount);
        Assert.Equal(Enumerable.Range(0, (int)played).Select(n => (ulong)n), seeds.Order());

        void Played(RunOutcome run)
        {
            seeds.Add(run.Spec.Seed);
            if (seeds.Count >= 3)
                stop.Cancel();
        }
    }

    [Fact]
    public void Many_schedules_say_how_many_passed_and_from_which_seed()
    {
        var output = new StringWriter();
        Assert.Equal(0, SimCommand.Run(["baseline", "--schedules", "4", "--seed", "30"], output, TextWriter.Null));
        Assert.StartsWith("4 of 4 schedules Pass", output.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, SimCommand.Run(["storm", "--schedules", "4", "--both-regions"], new StringWriter(), TextWriter.Null));
        var json = new StringWriter();
        Assert.Equal(0, SimCommand.Run(["baseline", "--schedules", "2", "--seed", "30", "--json"], json, TextWriter.Null));
        Assert.Contains("\"played\":2", json.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"seed\":30", json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Schedules_that_fail_on_every_core_are_not_counted_as_passed()
    {
        var output = new StringWriter();
        Assert.Equal(1, SimCommand.Run(["f5", "--defect", "never-removed", "--schedules", "50"], output, TextWriter.Null));
        Assert.StartsWith("0 of 50 schedules Pass", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_breaks_off_is_told_with_its_seed_and_ends_no_other()
    {
        var broken = SimRun.Of(new RunSpec { Seed = 3, BatchSize = 0 });
        Assert.Equal("Broken", broken.Word);
        Assert.NotNull(broken.Broken);
        Assert.Contains("--seed 3", FailureReport.Write(broken, shrink: false), StringComparison.Ordinal);
    }
}
