using ActiveActive.Faults;
using ActiveActive.Faults.Storm;
using Xunit;

namespace ActiveActive.UnitTests.Faults;

public sealed class StormOptionsTests
{
    public static TheoryData<StormOptions, string[]> Unusable() => new()
    {
        { new() { Duration = TimeSpan.Zero }, ["--duration 0 s", "at most a day"] },
        { new() { Duration = TimeSpan.FromHours(25) }, ["--duration 90000 s", "at most a day"] },
        { new() { Duration = TimeSpan.FromSeconds(1) }, ["--duration 1 s", "3 s"] },
        { new() { RecordsPerSecond = 0 }, ["--rate 0", "more than 0"] },
        { new() { RecordsPerSecond = double.NaN }, ["--rate NaN"] },
        { new() { RecordsPerSecond = 2000 }, ["--rate 2000", "1000"] },
        { new() { FaultsPerMinute = -1 }, ["--faults-per-minute -1"] },
        { new() { FaultsPerMinute = 61 }, ["--faults-per-minute 61", "60"] },
        { new() { MostAtOnce = 0 }, ["--at-once 0", "at least 1"] },
        { new() { MinHold = TimeSpan.FromSeconds(30) }, ["30 to 20 s"] },
        { new() { CalmFor = TimeSpan.FromSeconds(58) }, ["calm of 58 s every 60 s"] },
        { new() { Kinds = ["explode"] }, ["'explode'", "stop, kill, pause"] },
        { new() { Targets = ["r1/inbond"] }, ["'r1/inbond'", "did you mean r1/inbound", "r1/queues"] },
        { new() { Targets = ["r3"] }, ["'r3'"] },
        { new() { Kinds = ["hang"], Targets = ["containers"] }, ["hang", "containers"] },
        { new() { Kinds = ["stop", "hang"], Targets = ["containers"] }, ["--kinds hang fits none of --targets containers"] },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_is_no_storm_is_named_with_its_range(StormOptions options, string[] named)
    {
        var refused = Assert.Throws<UnusableFaultException>(() => StormDraw.Draw(1, options, FaultScope.Everything));
        Assert.All(named, name => Assert.Contains(name, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_lab_leaves_out_is_named_when_nothing_else_was_asked_for()
    {
        var scope = new FaultScope((t, _) => t.Kind != TargetKind.Queue, "the queues");
        var refused = Assert.Throws<UnusableFaultException>(() => new StormOptions { Targets = ["queues"] }.Validate(scope));
        Assert.Contains("left out of this lab are the queues", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r1", 25)]
    [InlineData("queues", 12)]
    [InlineData("R2/Queues", 6)]
    [InlineData("databases", 10)]
    [InlineData("r1/containers", 5)]
    [InlineData("writers", 4)]
    [InlineData("services", 3)]
    [InlineData("replications", 11)]
    [InlineData("replication", 1)]
    [InlineData("r1-core", 1)]
    public void A_word_stands_for_a_target_a_region_or_a_sort(string word, int targets) => Assert.Equal(targets, StormTargets.Of([word]).Count);

    [Fact]
    public void Words_add_up_and_none_means_all()
    {
        Assert.Equal(Target.All, StormTargets.Of([]));
        Assert.Equal(["r1/inbound-queue", "r2/inbound-queue"], StormTargets.Of(["r2/inbound-queue", "r1/inbound-queue", "r1/inbound-queue"]).Select(t => t.Name));
    }
}
