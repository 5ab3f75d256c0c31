using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.RecordDestination;
using ActiveActive.RecordDestination.Log;
using ActiveActive.UnitTests.DnsRouter;
using ActiveActive.UnitTests.Scenarios;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.RecordDestination;

public sealed class LaneLoopTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordingHistory _history = new();
    private readonly FakeLane _lane = new();
    private readonly ComponentHealth _health;
    private readonly DestinationOptions _options;
    private readonly DeliveryLog _log;

    public LaneLoopTests()
    {
        _health = new ComponentHealth(_history, _time);
        _options = new DestinationOptions { LogPath = _folder.File("deliveries.jsonl") };
        _log = DeliveryLog.Open(_options.LogPath);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_record_is_on_disk_before_its_message_is_removed()
    {
        var queue = _lane.At("east");
        queue.Put("a");
        queue.Put("b");
        string[] onDiskAtDeletion = [];
        queue.OnDelete = () => onDiskAtDeletion = [.. DeliveryReader.Read(_options.LogPath).Select(d => d.Id)];
        Turn();
        Assert.Equal(["a", "b"], onDiskAtDeletion);
        Assert.Empty(queue.Messages);
        Assert.Equal(["r1.out.activeactive.test"], _lane.Asked);
        Assert.Equal(
            [HistoryEvents.Received, HistoryEvents.Delivered, HistoryEvents.Removing, HistoryEvents.Removed],
            _history.Events.Where(e => e.Record == "a").Select(e => e.Event));
        var delivered = _history.Events.Single(e => e is { Event: HistoryEvents.Delivered, Record: "b" });
        Assert.Equal((true, "r1", "outbound", "m-b", 1), (delivered.Fresh, delivered.Region, delivered.Queue, delivered.MessageId, delivered.Batch));
        Assert.Equal(("r1", "body of a"), _log.ReadAll().Select(d => (d.Lane, d.Body)).First());
    }

    [Fact]
    public void A_lane_whose_name_moves_goes_on_at_the_other_queue()
    {
        _lane.At("east").Put("a");
        _lane.At("west").Put("b");
        Turn();
        _lane.Host = "west";
        Turn();
        Assert.Equal(["a", "b"], _log.ReadAll().Select(d => d.Id));
        Assert.Empty(_lane.At("west").Messages);
    }

    [Fact]
    public void A_record_whose_removal_fails_comes_again_and_is_delivered_once()
    {
        var queue = _lane.At("east");
        queue.Put("a");
        queue.DeletionsToFail = 3;
        Turn();
        Assert.Single(queue.Messages);
        Assert.Equal(LifecycleState.FailedDependency, _health.State);
        Assert.DoesNotContain(_history.Events, e => e.Event == HistoryEvents.Removed);
        Turn();
        Assert.Empty(queue.Messages);
        Assert.Equal(LifecycleState.ProcessRecords, _health.State);
        Assert.Equal((1, 1), (_log.Count, _log.Duplicates));
        Assert.Equal([true, false], _history.Events.Where(e => e.Event == HistoryEvents.Delivered).Select(e => e.Fresh!.Value));
    }

    [Fact]
    public void A_queue_that_fails_is_tried_until_it_answers_and_health_says_so()
    {
        var queue = _lane.At("east");
        queue.Put("a");
        queue.ReceivesToFail = 12;
        Turn();
        Assert.Equal(["a"], _log.ReadAll().Select(d => d.Id));
        Assert.Equal([LifecycleState.FailedDependency, LifecycleState.ProcessRecords], _history.Events.Where(e => e.Event == HistoryEvents.State).Select(e => e.State!));
    }

    [Fact]
    public void A_queue_that_fails_while_the_lane_ends_does_not_turn_its_end_into_a_crash()
    {
        using var end = new CancellationTokenSource();
        var queue = _lane.At("east");
        queue.ReceivesToFail = int.MaxValue;
        queue.OnReceive = end.Cancel;
        Assert.ThrowsAny<OperationCanceledException>(() => Turn(end.Token));
    }

    [Fact]
    public void A_message_that_is_no_record_is_given_back_and_the_others_are_delivered()
    {
        var queue = _lane.At("east");
        queue.Put("odd", "it has no message attribute 'id'");
        queue.Put("a");
        Turn();
        Assert.Equal(["h-odd"], queue.GivenBack);
        Assert.Equal(["m-odd"], queue.Messages.Select(m => m.MessageId));
        var rejected = Assert.Single(_history.Events, e => e.Event == HistoryEvents.Rejected);
        Assert.Equal(("m-odd", "it has no message attribute 'id'"), (rejected.MessageId, rejected.Detail));
        Assert.Equal(["a"], _log.ReadAll().Select(d => d.Id));
    }

    [Fact]
    public void While_the_disk_refuses_nothing_is_removed_and_afterwards_all_is_kept()
    {
        var queue = _lane.At("east");
        queue.Put("a");
        var disk = new RefusingLog(_log, refusals: 7);
        queue.OnDelete = () => Assert.Equal(0, disk.Refusals);
        Turn(disk);
        Assert.Empty(queue.Messages);
        Assert.Equal(["a"], _log.ReadAll().Select(d => d.Id));
        Assert.Equal([LifecycleState.FailedDependency, LifecycleState.ProcessRecords], _history.Events.Where(e => e.Event == HistoryEvents.State).Select(e => e.State!));
        // Received once: a full disk does not eat up receives.
        Assert.Single(_history.Events, e => e.Event == HistoryEvents.Received);
    }

    [Fact]
    public void A_record_that_comes_twice_at_once_or_by_both_lanes_is_delivered_once_and_all_its_messages_are_removed()
    {
        _lane.At("east").Put("a");
        _lane.At("east").Put("a");
        _lane.At("west").Put("a");
        Turn();
        _lane.Host = "west";
        Turn(_log, Region.Two);
        Assert.Equal((1, 2), (_log.Count, _log.Duplicates));
        Assert.Empty(_lane.At("east").Messages);
        Assert.Empty(_lane.At("west").Messages);
        Assert.Equal(["r1.out.activeactive.test", "r2.out.activeactive.test"], _lane.Asked);
        Assert.Equal([true, false, false], _history.Events.Where(e => e.Event == HistoryEvents.Delivered).Select(e => e.Fresh!.Value));
    }

    [Theory]
    [InlineData("LogPath", "Destination:LogPath")]
    [InlineData("Loops", "Destination:Loops")]
    [InlineData("ReceiveWait", "Destination:ReceiveWait")]
    [InlineData("AttemptTimeout", "Destination:AttemptTimeout")]
    public void A_bad_setting_is_named(string setting, string named)
    {
        var bad = setting switch
        {
            "LogPath" => _options with { LogPath = "" },
            "Loops" => _options with { Loops = 0 },
            "ReceiveWait" => _options with { ReceiveWait = TimeSpan.FromSeconds(21) },
            _ => _options with { AttemptTimeout = TimeSpan.Zero },
        };
        Assert.Null(_options.Validate());
        Assert.StartsWith(named, bad.Validate(), StringComparison.Ordinal);
    }

    private void Turn(CancellationToken cancellation = default) => Turn(_log, Region.One, cancellation);

    private void Turn(IDeliveryLog log, Region? lane = null, CancellationToken cancellation = default) => VirtualRun.Of(_time, async () =>
    {
        await new LaneLoop(lane ?? Region.One, _lane, _lane.At, log, _options, _health, _history, _time).TurnAsync(cancellation);
        return true;
    });

    /// <summary>A disk that is full for a while.</summary>
    private sealed class RefusingLog(DeliveryLog log, int refusals) : IDeliveryLog
    {
        public int Refusals { get; private set; } = refusals;

        public Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries) =>
            Refusals-- > 0 ? throw new DeliveryLogException("no space left on device", new IOException("ENOSPC")) : KeepThenAsync(deliveries);

        private Task<IReadOnlyList<bool>> KeepThenAsync(IReadOnlyList<Delivery> deliveries)
        {
            Refusals = 0;
            return log.KeepAsync(deliveries);
        }
    }
}
