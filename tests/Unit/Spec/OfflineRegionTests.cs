using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

/// <summary>Invariant 7: what a region received that was switched off.</summary>
public sealed class OfflineRegionTests
{
    private readonly HonestRun _run = HonestRun.Of();

    [Fact]
    public void A_region_that_is_offline_receives_nothing_that_was_sent_meanwhile()
    {
        var (sent, received) = WayInOfTheLast();
        var region = received.Component[..2];
        Offline(region, sent.At.AddSeconds(-1), received.At.AddTicks(5));
        _run.Judge().MustFail(7, sent.Record, $"{region}/routing");
    }

    [Fact]
    public void What_was_sent_a_moment_after_the_switch_with_an_answer_from_before_it_is_excused()
    {
        // Found by './aa run storm --seed 31': resolved before the region went offline, sent 38 ms after it.
        var (sent, received) = WayInOfTheLast();
        Offline(received.Component[..2], sent.At.AddMilliseconds(-38), received.At.AddTicks(5));
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    [Theory]
    [InlineData(-1500, 0, true)]
    [InlineData(-3000, -2000, false)]
    public void A_source_that_stood_still_over_the_switch_may_use_the_answer_that_it_had_not_read(int from, int until, bool excused)
    {
        // Found by './aa sim storm --seed 5510'.
        var (sent, received) = WayInOfTheLast();
        Offline(received.Component[..2], sent.At.AddSeconds(-1), received.At.AddTicks(5));
        Hold("F10", "record-source", "pause", sent.At.AddMilliseconds(from), sent.At.AddMilliseconds(until).AddTicks(-2));
        Assert.Equal(!excused, _run.Judge().Violations.Any(v => v.Component == $"{received.Component[..2]}/routing"));
    }

    [Theory]
    [InlineData("the other", -3000, 10_000, true)]
    [InlineData("the other", -3000, -900, true)]
    [InlineData("the other", -3000, -1100, false)]
    [InlineData("this", -3000, 10_000, false)]
    public void A_region_that_is_offline_receives_what_was_sent_while_the_other_was_unhealthy(string whose, int from, int until, bool excused)
    {
        // Found by './aa sim storm --seed 22067'.
        var (sent, region) = OfflineForSeconds();
        var of = whose == "this" ? region : region.Peer;
        Told("unhealthy", of, sent.AddMilliseconds(from));
        Told("healthy", of, sent.AddMilliseconds(until));
        Assert.Equal(!excused, _run.Judge().Violations.Any(v => v.Component == $"{region}/routing"));
    }

    [Theory]
    [InlineData(-900, true)]
    [InlineData(-1100, false)]
    public void A_new_life_of_the_router_takes_the_other_region_for_healthy(int began, bool excused)
    {
        var (sent, region) = OfflineForSeconds();
        Told("unhealthy", region.Peer, sent.AddMilliseconds(-3000));
        _run.Insert(_run.Event("started", Components.DnsRouter) with { Life = "life-2" }, new HistoryEvent(HistoryEvents.Started), sent.AddMilliseconds(began));
        Assert.Equal(!excused, _run.Judge().Violations.Any(v => v.Component == $"{region}/routing"));
    }

    [Fact]
    public void A_region_that_is_offline_may_go_on_with_what_was_sent_before()
    {
        var (sent, received) = WayInOfTheLast();
        Offline(received.Component[..2], sent.At.AddTicks(5), received.At.AddTicks(5));
        Assert.Equal(Outcome.Pass, _run.Judge().Outcome);
    }

    /// <summary>The last record's sending by the source, and its first receipt by a region.</summary>
    private (HistoryEvent Sent, HistoryEvent Received) WayInOfTheLast()
    {
        var sent = _run.Event("publishing", "record-source", _run.Given!.Last().Id);
        return (sent, _run.History.First(e => e is { Event: "received" } && e.Record == sent.Record && e.Component.EndsWith("/inbound", StringComparison.Ordinal)));
    }

    private void Offline(string region, DateTimeOffset from, DateTimeOffset until) => Hold("F9", $"{region}/routing", "offline", from, until);

    private void Hold(string fault, string target, string kind, DateTimeOffset from, DateTimeOffset until)
    {
        var lab = _run.History.Last(e => e.Component == "lab");
        string[] deeds = ["fault-injecting", "fault-effective", "fault-held", "fault-recovering", "fault-recovered"];
        DateTimeOffset[] times = [from.AddTicks(-1), from, until.AddTicks(-1), until, until.AddTicks(1)];
        foreach (var (deed, at) in deeds.Zip(times))
            _run.Insert(lab, new HistoryEvent(deed) { Fault = fault, Target = target, Kind = kind, By = "failover", Detail = "seen" }, at);
        _run.Run = _run.Run with { Plan = [.. _run.Run.Plan, new ExpectedFault(fault, target, kind)] };
    }

    /// <summary>The last record's region was offline from four seconds before its sending on. Answers that time and the region.</summary>
    private (DateTimeOffset Sent, Region Region) OfflineForSeconds()
    {
        var (sent, received) = WayInOfTheLast();
        var region = Region.Parse(received.Component[..2]);
        Offline(region.Name, sent.At.AddSeconds(-4), received.At.AddTicks(5));
        return (sent.At, region);
    }

    private void Told(string state, Region region, DateTimeOffset at) =>
        _run.Insert(_run.Event("started", Components.DnsRouter), new HistoryEvent("state") { State = state, Target = DnsNames.In, Region = region.Name }, at);
}
