using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

public sealed class FiguresTests
{
    private readonly HonestRun _run = HonestRun.Of();

    [Fact]
    public void A_fault_counts_as_noticed_from_its_injection_to_the_first_component_that_names_it()
    {
        // The run's own notice does not name its database as workers do.
        Assert.Equal((0, null), Noticed());
        var injected = _run.FaultEvent("fault-injecting", "F2").At;
        var recovering = _run.FaultEvent("fault-recovering", "F2").At;
        Notice("r1/core", "queue core-postprocess: it refuses since before", injected.AddSeconds(-0.01));
        Notice("r1/core", "queue core-postprocess: it refuses afterwards", recovering.AddSeconds(0.01));
        Assert.Equal((0, null), Noticed());
        Notice("r1/core", "queue core-postprocess: it refused", injected.AddSeconds(0.05));
        Notice("r1/postprocess", "queue core-postprocess: it refused", injected.AddSeconds(0.07));
        Assert.Equal((1, 0.05), Noticed());
    }

    [Theory]
    [InlineData("r2/core", "queue core-postprocess: it refused")]
    [InlineData("r1/core", "queue core: it refused")]
    [InlineData("r1/core", "database core: it refused")]
    public void What_another_part_names_is_no_notice_of_it(string component, string reason)
    {
        Notice(component, reason, _run.FaultEvent("fault-injecting", "F2").At.AddSeconds(0.05));
        Assert.Equal((0, null), Noticed());
    }

    [Fact]
    public void The_deepest_look_at_a_queue_counts_and_an_empty_one_is_left_out()
    {
        Sample Of(long? inbound, long? core) => new(
            default, new Dictionary<string, long?> { ["r1/inbound"] = inbound, ["r2/preprocess-core"] = core }, new Dictionary<string, long?>(), 0, 0);
        var evidence = _run.Build();
        var figures = Judge.Run(new Evidence
        {
            Run = evidence.Run, Given = evidence.Given, History = evidence.History, Stores = evidence.Stores, Queues = evidence.Queues, Deliveries = evidence.Deliveries,
            Samples = [Of(3, 0), Of(null, 0), Of(7, null), Of(2, 0)],
        }).Figures;
        Assert.Equal(new Dictionary<string, long> { ["r1/inbound"] = 7 }, figures.LargestQueueDepth);
        Assert.Null(_run.Judge().Figures.LargestQueueDepth);
    }

    [Fact]
    public void Every_record_entered_by_one_region_the_one_that_received_it_first()
    {
        var entered = _run.Judge().Figures.EnteredBy!;
        Assert.Equal(30, entered.Values.Sum());
        Assert.All(entered.Values, count => Assert.InRange(count, 1, 29));
    }

    private (int? Count, double? Seconds) Noticed() => (_run.Judge().Figures.FaultsNoticed, _run.Judge().Figures.SecondsToDetect);

    private void Notice(string component, string reason, DateTimeOffset at) => _run.Insert(
        _run.Event("started", component), new HistoryEvent(HistoryEvents.State) { State = "FailedDependency", Detail = reason }, at);
}
