using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.HealthChecks;
using ActiveActive.DnsRouter.Routing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

public sealed class RecordSetTableTests : IDisposable
{
    private readonly RecordingHistory _history = new();
    private readonly FakeTimeProvider _time = new();
    private readonly string _kept = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "dns-state.json");

    public void Dispose()
    {
        var folder = Path.GetDirectoryName(_kept)!;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Health_moves_the_route_at_the_threshold_and_history_says_so_once()
    {
        var table = Sets.Table(_history, _time, "", Sets.Weighted(1, 1));
        var set = table.All[0];
        table.Observe(set, 0, new ProbeResult(false, "refused"));
        table.Observe(set, 0, new ProbeResult(false, "refused"));
        Assert.Equal([1, 1], set.Snapshot().Shares);
        Assert.Empty(_history.Events);
        table.Observe(set, 0, new ProbeResult(false, "refused for good"));
        table.Observe(set, 0, new ProbeResult(false, "refused"));
        Assert.Equal([0, 1], set.Snapshot().Shares);
        Assert.Collection(
            _history.Events,
            e => Assert.Equal((HistoryEvents.State, "unhealthy", Sets.In, "r1", "refused for good"), (e.Event, e.State, e.Target, e.Region, e.Detail)),
            e => Assert.Equal((HistoryEvents.State, "routed", Sets.In, "r2"), (e.Event, e.State, e.Target, e.Region)));
    }

    [Fact]
    public void A_change_that_is_turned_down_changes_nothing()
    {
        var table = Sets.Table(_history, _time, _kept, Sets.Weighted(3, 1), Sets.Manual());
        var weighted = table.Find("IN.activeactive.test");
        var manual = table.Find("inbound.writer.aurora.test");
        Assert.Contains("256", Assert.Throws<BadRequestException>(() => table.SetWeights(weighted, new Dictionary<string, int> { ["r1"] = 0, ["r2"] = 256 })).Message);
        Assert.Contains("r9", Assert.Throws<BadRequestException>(() => table.SetWeights(weighted, new Dictionary<string, int> { ["r1"] = 0, ["r9"] = 1 })).Message);
        Assert.Contains("no weights", Assert.Throws<BadRequestException>(() => table.SetWeights(weighted, new Dictionary<string, int>())).Message);
        Assert.Contains("manual", Assert.Throws<BadRequestException>(() => table.SetWeights(manual, new Dictionary<string, int> { ["r1"] = 1 })).Message);
        Assert.Contains("weighted", Assert.Throws<BadRequestException>(() => table.SetActive(weighted, "r1")).Message);
        Assert.Contains("r3", Assert.Throws<BadRequestException>(() => table.SetActive(manual, "r3")).Message);
        Assert.Contains("nix", Assert.Throws<UnknownNameException>(() => table.Find("nix.activeactive.test")).Message);
        Assert.Equal([3, 1], weighted.Snapshot().Shares);
        Assert.Equal([1, 0], manual.Snapshot().Shares);
        Assert.Empty(_history.Events);
        Assert.False(File.Exists(_kept));
    }

    [Fact]
    public void What_operators_changed_outlives_the_process_and_health_does_not()
    {
        var table = Sets.Table(_history, _time, _kept, Sets.Weighted(1, 1), Sets.Manual(), Sets.Failover());
        table.SetWeights(table.All[0], new Dictionary<string, int> { ["us-east-1"] = 7 });
        table.SetActive(table.All[1], "us-west-2");
        table.SetOffline(Region.One, true);
        for (var i = 0; i < 3; i++)
            table.Observe(table.All[0], 1, new ProbeResult(false, "down"));

        var next = Sets.Table(_history, _time, _kept, Sets.Weighted(1, 1), Sets.Manual(), Sets.Failover());
        Assert.Equal(["r1"], next.Offline);
        Assert.Equal([0, 1], next.All[0].Snapshot().Shares);
        Assert.Equal([0, 1], next.All[1].Snapshot().Shares);
        Assert.Equal([0, 1], next.All[2].Snapshot().Shares);
        Assert.True(next.All[0].Snapshot().State.Targets[1].Healthy);
        next.SetOffline(Region.One, false);
        Assert.Equal([7, 1], next.All[0].Snapshot().Shares);
        Assert.Equal([1, 0], next.All[2].Snapshot().Shares);
    }

    [Fact]
    public void A_change_that_cannot_be_kept_is_not_made()
    {
        Directory.CreateDirectory(_kept); // a folder stands where the file should
        var table = Sets.Table(_history, _time, _kept, Sets.Manual());
        Assert.ThrowsAny<SystemException>(() => table.SetActive(table.All[0], "r2"));
        Assert.Equal([1, 0], table.All[0].Snapshot().Shares);
    }

    [Fact]
    public void A_kept_state_that_is_not_ours_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_kept)!);
        File.WriteAllText(_kept, "{\"weights\":{\"in.activeactive.test\":{\"r1\":-4}}}");
        Assert.Contains(_kept, Assert.Throws<RecordSetFileException>(() => new OperatorStateFile(_kept).Load()).Message);
    }

    [Fact]
    public void A_check_that_finds_nothing_new_does_not_disturb_the_alternation()
    {
        var table = Sets.Table(_history, _time, "", Sets.Weighted(1, 1));
        var set = table.All[0];
        var first = set.Answer(ActiveActive.DnsRouter.Wire.DnsType.A).Single();
        table.Observe(set, 0, new ProbeResult(true, "fine"));
        Assert.NotEqual(first, set.Answer(ActiveActive.DnsRouter.Wire.DnsType.A).Single());
    }
}
