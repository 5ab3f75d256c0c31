using ActiveActive.Simulation.Defects;
using ActiveActive.Simulation.Exploration.Exhaustive;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>Every order of one record's way through two stages, and every single crash.</summary>
public sealed class ExhaustiveTests
{
    [Fact]
    public void In_no_order_and_after_no_crash_is_the_record_lost()
    {
        var all = EveryOrder.Explore();
        Assert.Null(all.Failed);
        Assert.True(all.Orders > 10, $"only {all.Orders} orders: nothing was interleaved");
        Assert.True(all.CrashPoints > 10, $"only {all.CrashPoints} crash points");
        Assert.True(all.OrdersWithACrash > all.CrashPoints, "a crash left one order only");
    }

    [Theory]
    [InlineData("removed-before-stored")]
    [InlineData("store-skips-last")]
    [InlineData("send-drops-last")]
    [InlineData("record-invented")]
    [InlineData("never-removed")]
    public void A_bug_on_purpose_is_found(string defect) => Assert.NotNull(EveryOrder.Explore(SimDefects.Of(defect)).Failed);

    [Fact]
    public void The_same_path_leads_to_the_same_history()
    {
        var first = SmallWorld.Play([], new CrashPoint(SmallWorld.Workers[0], 4), null);
        var again = SmallWorld.Play([.. first.Order.Choices.Select(c => c.Taken)], new CrashPoint(SmallWorld.Workers[0], 4), null);
        Assert.Equal(Exploration(first), Exploration(again));
    }

    private static string Exploration(SmallOutcome outcome) => ActiveActive.Simulation.Exploration.HistoryText.Write(outcome.Events);
}
