using ActiveActive.Faults.Storm;
using ActiveActive.Scenarios;
using Xunit;

namespace ActiveActive.UnitTests.Scenarios;

/// <summary>The command that does a run again holds all that the run was a function of.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void What_is_as_without_options_is_not_said() =>
        Assert.Equal("./aa run f5 --seed 7", Replay.Command(new RunRequest { Seed = 7 }, "processes"));

    [Fact]
    public void A_storm_is_told_with_its_options()
    {
        var request = new RunRequest
        {
            Scenario = "storm", Seed = 7,
            Storm = new StormOptions { Duration = TimeSpan.FromMinutes(10), RecordsPerSecond = 0.5, Kinds = ["kill", "hang"], BothRegions = true },
        };
        Assert.Equal("./aa run storm --seed 7 --engine docker --duration 600s --rate 0.5 --kinds kill,hang --both-regions", Replay.Command(request, "docker"));
    }

    [Fact]
    public void Own_records_are_named_as_a_shell_takes_them()
    {
        var request = new RunRequest { Scenario = "baseline", Seed = 1, Batches = 2, BatchSize = 5, Records = "/tmp/that's mine.jsonl" };
        Assert.Equal("./aa run baseline --seed 1 --batches 2 --batch-size 5 --records '/tmp/that'\\''s mine.jsonl'", Replay.Command(request, "processes"));
    }
}
