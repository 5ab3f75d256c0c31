using ActiveActive.Engines.Lab;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Engines;

/// <summary>Every fault ends, whoever made it: by recovery, at its own time, or at the next start of a lab whose controller was killed.</summary>
public sealed class FaultEndsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly FakeComponent _inbound = new("r1/inbound", 1);
    private readonly FakeComponent _core = new("r1/core", 4);
    private readonly LabParts _parts;

    public FaultEndsTests() => _parts = new LabParts(
        [_inbound, _core, new FakeComponent("r1/aws", 2), new FakeComponent("r2/aws", 3)], new Dictionary<string, Aurora.Replication.AuroraPair>(), _http);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _parts.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_fault_with_a_duration_ends_at_its_time_and_one_without_after_a_day()
    {
        await using var lab = await StartAsync();
        var timed = await FailAsync(lab, "F1", "r1/inbound", FaultKind.Kill, TimeSpan.FromSeconds(30));
        var lasting = await FailAsync(lab, "F2", "r1/core", FaultKind.Pause, null);
        Assert.Equal((_time.GetUtcNow().AddSeconds(30), _time.GetUtcNow().AddDays(1)), (timed.Until, lasting.Until));

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(RunState.Gone, _inbound.State);
        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => _inbound.State == RunState.Running);
        Assert.Equal(RunState.Paused, _core.State);

        _time.Advance(TimeSpan.FromDays(1));
        await UntilAsync(() => _core.State == RunState.Running);
    }

    [Fact]
    public async Task A_timer_never_ends_a_later_fault_on_its_target()
    {
        await using var lab = await StartAsync();
        await FailAsync(lab, "F1", "r1/inbound", FaultKind.Kill, TimeSpan.FromSeconds(10));
        Assert.Equal(["r1/inbound"], await lab.RecoverAsync([Target.Parse("r1/inbound")], Cancel));
        await FailAsync(lab, "F2", "r1/inbound", FaultKind.Pause, TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(RunState.Paused, _inbound.State);
        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => _inbound.State == RunState.Running);
    }

    [Fact]
    public async Task An_end_that_does_not_succeed_is_tried_again_until_it_does()
    {
        await using var lab = await StartAsync();
        await FailAsync(lab, "F1", "r1/inbound", FaultKind.Kill, TimeSpan.FromSeconds(10));
        _inbound.RevivalsRefused = 2;
        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _inbound.State == RunState.Running;
        });
    }

    [Fact]
    public async Task What_a_killed_controller_held_is_undone_by_the_next()
    {
        // Ending a lab undoes nothing, as a kill does not: its faults are in the journal either way.
        var killed = await StartAsync();
        await FailAsync(killed, "F1", "r1/inbound", FaultKind.Kill, null);
        await FailAsync(killed, "F2", "r1/core", FaultKind.Pause, TimeSpan.FromHours(1));
        await killed.DisposeAsync();
        Assert.Equal((RunState.Gone, RunState.Paused), (_inbound.State, _core.State));

        var said = new List<string>();
        await using var next = await StartAsync(said);
        Assert.Equal((RunState.Running, RunState.Running), (_inbound.State, _core.State));
        Assert.Contains(said, s => s.Contains("kill r1/inbound, pause r1/core", StringComparison.Ordinal));
        Assert.Empty(await next.RecoverAsync(null, Cancel));
    }

    [Fact]
    public async Task A_lab_whose_components_go_on_without_it_undoes_its_faults_before_it_ends()
    {
        var lab = new RunningLab(new FakeEngine(_folder.File(""), _parts) { Outlives = true }, _time);
        await lab.StartAsync(new Sink([]), Cancel);
        await FailAsync(lab, "F1", "r1/inbound", FaultKind.Kill, null);
        await lab.DisposeAsync();
        Assert.Equal(RunState.Running, _inbound.State);
    }

    [Fact]
    public async Task A_recovered_fault_is_in_the_journal_no_more()
    {
        var killed = await StartAsync();
        await FailAsync(killed, "F1", "r1/inbound", FaultKind.Kill, null);
        await killed.RecoverAsync(null, Cancel);
        await killed.DisposeAsync();
        var said = new List<string>();
        await using var next = await StartAsync(said);
        Assert.Empty(said);
    }

    [Fact]
    public async Task An_injection_that_got_no_answer_is_undone_and_is_no_fault_that_did_not_hold()
    {
        await using var lab = await StartAsync();
        _inbound.FailsInSilence = true;
        await Assert.ThrowsAsync<TimeoutException>(() => FailAsync(lab, "F1", "r1/inbound", FaultKind.Kill, null));
        Assert.Equal(RunState.Running, _inbound.State);
        Assert.Empty(await lab.RecoverAsync(null, Cancel));
        var told = File.ReadAllText(_folder.File("lab.jsonl"));
        Assert.Contains("fault-given-up", told, StringComparison.Ordinal);
        Assert.DoesNotContain("fault-ineffective", told, StringComparison.Ordinal);

        _inbound.FailsInSilence = false;
        await FailAsync(lab, "F2", "r1/inbound", FaultKind.Kill, null);
    }

    private static Task<ActiveFault> FailAsync(RunningLab lab, string id, string target, FaultKind kind, TimeSpan? duration) =>
        lab.FailAsync(new PlannedFault(id, new Fault(Target.Parse(target), kind, duration)), "hand", Cancel);

    private async Task<RunningLab> StartAsync(List<string>? said = null)
    {
        var lab = new RunningLab(new FakeEngine(_folder.File(""), _parts), _time);
        await lab.StartAsync(new Sink(said ?? []), Cancel);
        return lab;
    }

    // The clock is the test's own; only what a timer set going needs a moment on other threads.
    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Sink(List<string> said) : IProgress<string>
    {
        public void Report(string value) => said.Add(value);
    }
}
