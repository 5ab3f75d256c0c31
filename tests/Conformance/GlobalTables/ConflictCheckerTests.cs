using Xunit;

namespace ActiveActive.ConformanceTests.GlobalTables;

/// <summary>The judge itself: it lets pass what may be, and catches what was planted.</summary>
[Trait("Needs", "our emulator")]
public sealed class ConflictCheckerTests
{
    private static readonly Write Early = new("k", "early", "us-east-1", 10, 20);
    private static readonly Write Late = new("k", "late", "us-west-2", 30, 40);

    private static Dictionary<string, string> Has(string? value) => value is null ? [] : new() { ["k"] = value };

    private static IReadOnlyList<string> Check(string? value, params Write[] history) => ConflictChecker.Check(history, Has(value), Has(value));

    [Fact]
    public void The_later_writer_wins() => Assert.Empty(Check("late", Early, Late));

    [Fact]
    public void A_planted_wrong_winner_is_caught() => Assert.Contains("which was over 10 ticks before late of us-west-2 began", Assert.Single(Check("early", Early, Late)), StringComparison.Ordinal);

    [Fact]
    public void A_lost_write_is_caught() => Assert.Equal("k: is gone, and nobody deleted it: a write was lost", Assert.Single(Check(null, Early)));

    [Fact]
    public void A_write_lost_to_an_older_delete_is_caught() => Assert.Single(Check(null, new Write("k", null, "us-east-1", 10, 20), Late));

    [Fact]
    public void A_delete_that_came_back_is_caught() => Assert.Single(Check("early", Early, new Write("k", null, "us-west-2", 30, 40)));

    [Fact]
    public void What_nobody_wrote_is_caught() => Assert.Equal("k: has phantom, which nobody wrote", Assert.Single(Check("phantom", Early)));

    [Fact]
    public void Regions_that_differ_are_caught() =>
        Assert.Equal("k: the regions differ, late and nothing", Assert.Single(ConflictChecker.Check([Late], Has("late"), Has(null))));

    [Theory]
    [InlineData("early")]
    [InlineData("late")]
    public void Of_writes_at_the_same_time_either_may_win(string winner) =>
        Assert.Empty(Check(winner, Early with { Acknowledged = 35 }, Late));

    [Theory]
    [InlineData("early")]
    [InlineData("late")]
    public void A_write_without_an_answer_may_have_happened_or_not(string winner) =>
        Assert.Empty(Check(winner, Early with { Acknowledged = null }, Late));

    [Fact]
    public void A_later_write_without_an_answer_takes_nothing_from_an_older_one() =>
        Assert.Single(Check("early", Early, Late, new Write("k", "unknown", "us-east-1", 50, null)));

    [Fact]
    public void Conflicts_are_counted_between_regions_only() =>
        Assert.Equal(1, ConflictChecker.Conflicts([Early, Early with { Begun = 11 }, Late]));
}
