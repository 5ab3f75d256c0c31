using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Simulation.Bridge;
using ActiveActive.Simulation.Exploration;
using ActiveActive.Simulation.Worlds;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.SimulationTests.Bridge;

/// <summary>The bridge accepts what really ran and what was simulated, and refuses what cannot have been.</summary>
public sealed class ReplayHistoryTests
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Bridge", "Samples");
    private static readonly Lazy<Evidence> Real = new(() => RunFolder.Read(Path.Combine(Samples, "f5-processes")));

    public static TheoryData<string> SampleNames() => [.. Directory.GetDirectories(Samples).Select(d => Path.GetFileName(d)).Order()];

    public static TheoryData<string> Planted() => [.. PlantedHistories.All.Keys];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_run_that_was_recorded_is_accepted(string sample)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, SimCommand.Run(["--replay", Path.Combine(Samples, sample)], output, error));
        Assert.StartsWith("Accepted", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_history_that_cannot_have_been_is_refused_by_the_machine_that_it_is_about(string planted)
    {
        var (machine, make) = PlantedHistories.All[planted];
        var result = HistoryReplay.Of(make(Real.Value));
        Assert.True(result.Refused is not null, $"'{planted}' was accepted");
        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        Assert.Contains(result.Refused.Machine, machine.Split('|'));
        Assert.NotEmpty(result.Refused.Allowed);
    }

    [Fact]
    public void No_step_of_a_record_can_be_left_out_but_the_last_of_a_life_that_was_cut_off()
    {
        var run = Real.Value;
        string[] steps =
        [
            HistoryEvents.Publishing, HistoryEvents.Acknowledged, HistoryEvents.Received, HistoryEvents.Stored, HistoryEvents.Accepted, HistoryEvents.Removing,
            HistoryEvents.Removed, HistoryEvents.Delivered,
        ];
        var accepted = new List<string>();
        var tried = 0;
        for (var i = 0; i < run.History!.Count; i++)
        {
            var e = run.History[i];
            if (e.Record is null || !steps.Contains(e.Event))
                continue;
            tried++;
            var isLast = !run.History.Skip(i + 1).Any(x => x.Component == e.Component && x.Life == e.Life && x.Record == e.Record);
            var cutOff = run.History.Any(x => x.Component == e.Component && x.Life != e.Life && x.At > e.At);
            // The note of a removal may be missing where its author ended later, gave up, or had no time left before the run came to rest.
            var mayBeMissing = e.Event == HistoryEvents.Removed
                && (cutOff || e.Component == Components.RecordDestination || e.At > run.Run!.DrainedAt - TimeSpan.FromSeconds(10));
            if (HistoryReplay.Of(Altered.Without(run, i)).Refused is null && !(isLast && cutOff) && !mayBeMissing)
                accepted.Add(HistoryText.Line(e));
        }

        Assert.True(tried > 100, $"{tried} steps were left out");
        Assert.True(accepted.Count == 0, $"{accepted.Count} of {tried} steps are missed by nobody: {string.Join('\n', accepted.Take(10))}");
    }

    [Theory]
    [InlineData("baseline", 3)]
    [InlineData("failover", 5)]
    [InlineData("f1", 3)]
    [InlineData("f2", 3)]
    [InlineData("f3", 3)]
    [InlineData("f4", 3)]
    [InlineData("f5", 40)]
    [InlineData("aurora-failover", 5)]
    [InlineData("storm", 10)]
    public void What_the_simulator_plays_are_steps_of_the_model(string scenario, int seeds)
    {
        // No deaths: they come from nobody that the lab knows of.
        var weather = Weather.Fair with { Late = 0.01, Lost = 0.01, Twice = 0.02, Lag = TimeSpan.FromMilliseconds(200) };
        for (var seed = 2000UL; seed < 2000UL + (ulong)seeds; seed++)
        {
            var outcome = SimRun.Of(new RunSpec { Scenario = scenario, Seed = seed, Weather = scenario is "f5" or "storm" ? weather : Weather.Fair });
            Assert.True(outcome.Evidence is not null, $"{outcome.Spec.Command} broke: {outcome.Broken?.Message}");
            var result = HistoryReplay.Of(outcome.Evidence);
            Assert.True(result.Word == "Accepted", $"{outcome.Spec.Command}\n{result}");
        }
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("records.jsonl")]
    [InlineData("stores/r1-inbound.jsonl")]
    [InlineData("")]
    public void A_run_with_evidence_missing_is_not_accepted(string missing)
    {
        var folder = Directory.CreateTempSubdirectory("aa-bridge-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Samples, "f5-processes"), "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(Path.Combine(Samples, "f5-processes"), file).Replace('\\', '/');
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, name))!);
                if (missing.Length > 0 && name != missing)
                    File.Copy(file, Path.Combine(folder.FullName, name));
            }

            // Nothing but an empty history is a history in which nothing happened.
            if (missing.Length == 0)
                File.WriteAllText(Path.Combine(folder.FullName, "history.jsonl"), "");
            var output = new StringWriter();
            Assert.Equal(3, SimCommand.Run(["--replay", folder.FullName], output, TextWriter.Null));
            Assert.StartsWith("Inconclusive", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_is_no_run_is_a_mistake_of_the_users()
    {
        var error = new StringWriter();
        Assert.Equal(2, SimCommand.Run(["--replay", Path.GetTempPath() + "no-such-run"], new StringWriter(), error));
        Assert.Contains("no-such-run", error.ToString(), StringComparison.Ordinal);
    }
}
