using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Faults;
using ActiveActive.Contracts.History;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>What faults do to calls, and when they end.</summary>
public sealed class FaultGateTests : IHistory, IDisposable
{
    private readonly List<HistoryEvent> _events = [];
    private readonly FakeTimeProvider _time = new();
    private readonly FaultGate _gate;

    public FaultGateTests() => _gate = new FaultGate(_time, this, NullLogger<FaultGate>.Instance);

    void IHistory.Write(params ReadOnlySpan<HistoryEvent> events) => _events.AddRange(events);

    public void Dispose() => _gate.Dispose();

    private Task Enter(string resource, CancellationToken aborted = default) => _gate.Enter(resource, "PutItem", aborted);

    [Fact]
    public async Task Refuse_turns_away_its_own_resource_only_and_leaves_a_witness()
    {
        _gate.Begin(new("table/core", FaultKind.Refuse));
        await Enter("table/other");
        Assert.True(Enter("queue/core").IsCompletedSuccessfully);
        await Assert.ThrowsAsync<TableFaultedException>(() => Enter("table/core"));
        Assert.True(_gate.Holds("table/core"));
        Assert.Equal(1, _gate.Report().Single().Refused);
        Assert.Equal((HistoryEvents.Faulted, "core", "PutItem"), _events.Select(e => (e.Event, e.Store, e.Operation)).Single());
    }

    [Fact]
    public async Task Hang_keeps_a_call_until_the_fault_ends_and_then_turns_it_away()
    {
        var id = _gate.Begin(new("table/core", FaultKind.Hang))!;
        var call = Enter("table/core");
        _time.Advance(TimeSpan.FromSeconds(599));
        Assert.False(call.IsCompleted);
        Assert.True(_gate.End(id));
        await Assert.ThrowsAsync<TableFaultedException>(() => call);
        Assert.True(Enter("table/core").IsCompletedSuccessfully);
        Assert.Equal(1, _gate.Report().Single().Held);
        Assert.False(_gate.End(id));
    }

    [Fact]
    public async Task A_hung_call_whose_caller_left_is_let_go()
    {
        _gate.Begin(new("table/core", FaultKind.Hang));
        using var caller = new CancellationTokenSource();
        var call = Enter("table/core", caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Slow_serves_after_its_delay_and_holds_nothing()
    {
        _gate.Begin(new("table/core", FaultKind.Slow, DelayMilliseconds: 700));
        var call = Enter("table/core");
        _time.Advance(TimeSpan.FromMilliseconds(699));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await call;
        Assert.False(_gate.Holds("table/core"));
        Assert.Equal(1, _gate.Report().Single().Delayed);
        Assert.Empty(_events);
    }

    [Fact]
    public void A_fault_ends_by_its_own_clock()
    {
        var from = _time.GetUtcNow();
        _gate.Begin(new("replication/*", FaultKind.Pause, Seconds: 2.5));
        _time.Advance(TimeSpan.FromSeconds(2.4));
        Assert.True(_gate.Holds("replication/*"));
        Assert.Null(_gate.Report().Single().Ended);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(_gate.Holds("replication/*"));
        var report = _gate.Report().Single();
        Assert.Equal((from, from.AddSeconds(2.5), from.AddSeconds(2.5)), (report.From, report.Until, report.Ended!.Value));
    }

    [Fact]
    public async Task Of_two_faults_the_harsher_strikes_and_the_other_outlives_it()
    {
        _gate.Begin(new("table/core", FaultKind.Slow));
        var refuse = _gate.Begin(new("table/core", FaultKind.Refuse))!;
        await Assert.ThrowsAsync<TableFaultedException>(() => Enter("table/core"));
        _gate.End(refuse);
        Assert.False(Enter("table/core").IsCompleted);
    }

    [Fact]
    public void Faults_are_bounded_whether_they_hold_or_have_ended()
    {
        for (var i = 0; i < FaultGate.MostActive; i++)
            Assert.NotNull(_gate.Begin(new($"table/t{i}", FaultKind.Refuse)));
        Assert.Null(_gate.Begin(new("table/more", FaultKind.Refuse)));
        Assert.Equal(FaultGate.MostActive, _gate.EndAll());
        Assert.Equal($"{FaultGate.MostActive + 1}", _gate.Begin(new("table/more", FaultKind.Refuse)));
        _gate.EndAll();
        Assert.Equal(FaultGate.MostEnded, _gate.Report().Count);
    }

    [Theory]
    [InlineData("table", "refuse", 1, 0, "resource")]
    [InlineData("table/", "refuse", 1, 0, "resource")]
    [InlineData("table/*", "refuse", 1, 0, "resource")]
    [InlineData("table/a/b", "refuse", 1, 0, "resource")]
    [InlineData("bucket/a", "refuse", 1, 0, "resource")]
    [InlineData("table/a", "pause", 1, 0, "kind")]
    [InlineData("replication/a", "hang", 1, 0, "kind")]
    [InlineData("queue/a", "Refuse", 1, 0, "kind")]
    [InlineData("queue/a", "refuse", 0, 0, "seconds")]
    [InlineData("queue/a", "refuse", double.NaN, 0, "seconds")]
    [InlineData("queue/a", "refuse", 86401, 0, "seconds")]
    [InlineData("queue/a", "slow", 1, -1, "delayMilliseconds")]
    public void A_request_that_makes_no_sense_is_told_what_does(string resource, string kind, double seconds, int delay, string word) =>
        Assert.StartsWith(word, new FaultRequest(resource, kind, seconds, delay).Validate(), StringComparison.Ordinal);
}
