using System.Collections.Concurrent;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Engines.Lab;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Engines;

public sealed class HandWatchTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeEngine _engine = new();
    private readonly Notes _notes = new();
    private readonly ConcurrentDictionary<string, HeldFault> _faults = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly HttpClient _http = new();
    private readonly FakeComponent _worker = new("r1/inbound", 1);
    private readonly LabParts _parts;
    private readonly HandWatch _watch;

    public HandWatchTests()
    {
        _parts = new LabParts([_worker, new FakeComponent("r1/aws", 2), new FakeComponent("r2/aws", 3)], new Dictionary<string, Aurora.Replication.AuroraPair>(), _http);
        _watch = new HandWatch(_engine, _parts, _faults, _notes, _changing, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _parts.Dispose();
        _changing.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData(RunState.Gone, "kill")]
    [InlineData(RunState.Paused, "pause")]
    [InlineData(RunState.Disconnected, "disconnect")]
    internal async Task What_somebody_did_is_a_fault_by_hand_and_ends_when_they_undo_it(RunState state, string kind)
    {
        await _watch.LookAsync(Cancel);
        Assert.Empty(_notes.All);

        _worker.State = state;
        await _watch.LookAsync(Cancel);
        await _watch.LookAsync(Cancel);
        var fault = Assert.Single(_faults.Values).Fault;
        Assert.Equal(("r1/inbound", kind, "hand"), (fault.Target, fault.Kind, fault.By));

        _worker.State = RunState.Running;
        await _watch.LookAsync(Cancel);
        Assert.Empty(_faults);
        Assert.Equal([HistoryEvents.FoundFailed, HistoryEvents.FaultEffective, HistoryEvents.FaultRecovered], _notes.All.Select(e => e.Event));
        Assert.All(_notes.All, e => Assert.Equal(fault.Id, e.Fault));
    }

    [Fact]
    public async Task A_component_that_ended_by_itself_is_not_put_down_to_a_hand()
    {
        (_worker.State, _worker.OwnEnd) = (RunState.Gone, "it ended with exit code 70");
        await _watch.LookAsync(Cancel);
        Assert.All(_notes.All, e => Assert.Equal("itself", e.By));
        Assert.Null(Assert.Single(_faults.Values).Fault.Means);
        Assert.Contains("exit code 70", _notes.All[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_lab_itself_failed_is_left_to_the_lab()
    {
        var target = Target.Parse("r1/inbound");
        _faults["r1/inbound"] = new HeldFault(new ActiveFault("F1", target.Name, "kill", "f5", _time.GetUtcNow(), null, ""), target, FaultKind.Kill);
        _worker.State = RunState.Gone;
        await _watch.LookAsync(Cancel);
        _worker.State = RunState.Running;
        await _watch.LookAsync(Cancel);
        Assert.Empty(_notes.All);
        Assert.Equal("F1", Assert.Single(_faults.Values).Fault.Id);
    }

    [Fact]
    public async Task An_id_never_comes_again_within_a_life()
    {
        foreach (var state in new[] { RunState.Gone, RunState.Running, RunState.Gone })
        {
            _worker.State = state;
            await _watch.LookAsync(Cancel);
        }

        Assert.Equal(2, _notes.All.Select(e => e.Fault).Distinct().Count());
        Assert.Equal("a stranger", Assert.Single(_faults.Values).Fault.Means);
    }

    [Fact]
    public async Task An_engine_that_did_not_answer_for_a_while_is_remembered_and_the_watch_goes_on()
    {
        var before = DateTimeOffset.MinValue;
        Assert.Null(_watch.BlindSince(before));
        _engine.Fails = true;
        await UntilAsync(() => _watch.BlindSince(before) is not null);
        Assert.Contains("no engine", _watch.BlindSince(before), StringComparison.Ordinal);

        _engine.Fails = false;
        _worker.State = RunState.Gone;
        await UntilAsync(() => !_faults.IsEmpty);
        // A run that begins later misses nothing.
        Assert.Null(_watch.BlindSince(DateTimeOffset.MaxValue));
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    private sealed class Notes : IHistory
    {
        public List<HistoryEvent> All { get; } = [];

        public void Write(params ReadOnlySpan<HistoryEvent> events) => All.AddRange(events);
    }
}
