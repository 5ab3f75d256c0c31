using ActiveActive.DnsRouter.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>The health state machine, and the loops that drive it, on a clock that only the test moves.</summary>
public sealed class HealthTests
{
    private static readonly ProbeResult Up = new(true, "up");
    private static readonly ProbeResult Down = new(false, "down");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_new_check_is_healthy() => Assert.True(HealthState.New(_time.GetUtcNow()).Healthy);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Health_changes_at_the_threshold_and_not_before_in_both_directions(int threshold)
    {
        var state = HealthState.New(_time.GetUtcNow());
        foreach (var (result, before) in new[] { (Down, true), (Up, false) })
        {
            for (var i = 1; i < threshold; i++)
            {
                state = Observe(state, result, threshold);
                Assert.Equal((before, i), (state.Healthy, state.Contrary));
            }

            state = Observe(state, result, threshold);
            Assert.Equal((!before, 0, result.Reason, _time.GetUtcNow()), (state.Healthy, state.Contrary, state.Reason, state.Since));
        }
    }

    [Fact]
    public void One_check_that_agrees_starts_the_count_anew()
    {
        var state = HealthState.New(_time.GetUtcNow());
        var since = state.Since;
        foreach (var result in new[] { Down, Down, Up, Down, Down })
            state = Observe(state, result, 3);
        Assert.Equal((true, 2, since, Down), (state.Healthy, state.Contrary, state.Since, state.Last));
    }

    [Fact]
    public async Task A_check_that_hangs_fails_at_its_limit_and_no_second_one_starts_beside_it()
    {
        var probe = new ScriptedProbe();
        using var check = new HealthCheck(probe, TimeSpan.FromSeconds(2), _time);
        var first = check.RunAsync(default);
        var hanging = await probe.Asked();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new ProbeResult(false, "no answer within 2 s"), await first);
        Assert.Contains("still hangs", (await check.RunAsync(default)).Reason);
        Assert.Equal(1, probe.Asks);

        hanging.SetResult(Up); // too late to count
        await hanging.Task;
        ProbeResult next;
        do
        {
            // The check sees the end of the one that hung as soon as the pool has run its last step.
            var running = check.RunAsync(default);
            if (!running.IsCompleted)
                (await probe.Asked()).SetResult(Up);
            next = await running;
        }
        while (!next.Passed);

        Assert.Equal(2, probe.Asks);
    }

    [Fact]
    public async Task A_probe_that_throws_is_a_failed_check_with_its_reason()
    {
        var probe = new ScriptedProbe();
        using var check = new HealthCheck(probe, TimeSpan.FromSeconds(2), _time);
        var running = check.RunAsync(default);
        (await probe.Asked()).SetException(new InvalidOperationException("outer", new IOException("Connection\nrefused")));
        Assert.Equal(new ProbeResult(false, "Connection refused"), await running);
    }

    [Fact]
    public async Task A_check_that_hangs_does_not_hold_up_another()
    {
        var history = new RecordingHistory();
        var table = Sets.Table(history, _time, "", Sets.Weighted(1, 1, timeoutSeconds: 60));
        var (hangs, fails) = (new ScriptedProbe(), new ScriptedProbe());
        using var checker = new HealthChecker(table, (target, _) => target.Region == "r1" ? hangs : fails, _time);
        await checker.StartAsync(default);
        await hangs.Asked();
        (await fails.Asked()).SetResult(Down);
        for (var i = 0; i < 2; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            (await fails.Asked()).SetResult(Down);
        }

        var down = await history.Line("r2 is unhealthy", e => e.State == "unhealthy");
        Assert.Equal(("r2", "down"), (down.Region, down.Detail));
        Assert.Equal([1, 0], table.All[0].Snapshot().Shares);
        Assert.Equal(1, hangs.Asks);
        await checker.StopAsync(default);
    }

    private HealthState Observe(HealthState state, ProbeResult result, int threshold)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return state.Observe(result, threshold, _time.GetUtcNow());
    }

    /// <summary>Every ask waits until the test says what comes of it.</summary>
    private sealed class ScriptedProbe : IProbe
    {
        private readonly System.Threading.Channels.Channel<TaskCompletionSource<ProbeResult>> _asked =
            System.Threading.Channels.Channel.CreateUnbounded<TaskCompletionSource<ProbeResult>>();

        private int _asks;

        public int Asks => Volatile.Read(ref _asks);

        public Task<ProbeResult> AskAsync(CancellationToken cancellation)
        {
            var answer = new TaskCompletionSource<ProbeResult>();
            Interlocked.Increment(ref _asks);
            _asked.Writer.TryWrite(answer);
            return answer.Task;
        }

        public Task<TaskCompletionSource<ProbeResult>> Asked() => _asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        public void Dispose()
        {
        }
    }
}
