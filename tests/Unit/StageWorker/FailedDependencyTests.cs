using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using Xunit;

namespace ActiveActive.UnitTests.StageWorker;

/// <summary>Into FailedDependency when something that the stage needs is down, and out of it without help.</summary>
public sealed class FailedDependencyTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(47);

    private readonly StageRig _rig = new();
    private bool _down = true;

    [Theory]
    [InlineData("store", "refuses")]
    [InlineData("store", "hangs")]
    [InlineData("out", "refuses")]
    [InlineData("out", "hangs")]
    public void While_it_is_down_records_stay_in_hand_and_no_more_are_taken_and_afterwards_all_goes_on(string what, string how)
    {
        Spoil(what, how);
        _rig.In.Put([.. Enumerable.Range(0, 60).Select(i => $"r{i:00}")]);
        var taken = 0;
        _rig.Run(async () =>
        {
            var turning = _rig.TurnUntilAsync(() => !_rig.In.Ids.Any(), "the in-queue is empty", [_rig.Loop(), _rig.Loop()]);
            await _rig.UntilAsync(() => _rig.Health.State == LifecycleState.FailedDependency, "FailedDependency", TimeSpan.FromSeconds(15));
            taken = _rig.In.HandedOut.Count;
            await Task.Delay(Outage, _rig.Time);
            Assert.Equal(taken, _rig.In.HandedOut.Count);
            Assert.Contains(_rig.Health.Report().Reasons, r => r.Key.Contains(what == "store" ? "database preprocess" : "queue preprocess-core", StringComparison.Ordinal));
            Assert.DoesNotContain(_rig.Log, line => line.StartsWith("in: delete", StringComparison.Ordinal));
            _down = false;
            await turning;
        });
        Assert.InRange(taken, 10, 20);
        // Each was received once: an outage does not eat up receives.
        Assert.Equal(60, _rig.In.HandedOut.Count);
        Assert.Equal(60, _rig.Store.Rows.Count);
        Assert.Equal(60, _rig.Out.Ids.Distinct().Count());
        Assert.Equal([LifecycleState.FailedDependency, LifecycleState.ProcessRecords], _rig.States);
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("hangs")]
    public void An_in_queue_that_is_down_is_probed_by_receiving(string how)
    {
        Spoil("in", how);
        _rig.In.Put("a");
        _rig.Run(async () =>
        {
            var turning = _rig.TurnUntilAsync(() => !_rig.In.Ids.Any(), "the in-queue is empty", [_rig.Loop(), _rig.Loop()]);
            await _rig.UntilAsync(() => _rig.Health.State == LifecycleState.FailedDependency, "FailedDependency", TimeSpan.FromSeconds(30));
            await Task.Delay(Outage, _rig.Time);
            _down = false;
            await turning;
            await _rig.UntilAsync(() => _rig.Health.State == LifecycleState.ProcessRecords, "it works again", TimeSpan.FromSeconds(30));
        });
        Assert.Equal(["a"], _rig.Out.Ids);
    }

    [Fact]
    public void An_empty_in_queue_that_works_again_is_noticed_at_once_and_not_after_a_long_poll()
    {
        Spoil("in", "refuses");
        _rig.Run(async () =>
        {
            using var end = new CancellationTokenSource();
            var turning = _rig.Loop().RunAsync(end.Token);
            await _rig.UntilAsync(() => _rig.Health.State == LifecycleState.FailedDependency, "FailedDependency", TimeSpan.FromSeconds(30));
            _down = false;
            await _rig.UntilAsync(() => _rig.Health.State == LifecycleState.ProcessRecords, "it works again", _rig.Options.ReceiveWait * 0.5);
            await end.CancelAsync();
            // Between two turns it ends quietly, within one by cancellation.
            await turning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        });
    }

    [Fact]
    public void While_the_store_is_down_a_failed_in_queue_is_not_probed_by_a_loop_with_empty_hands()
    {
        Spoil("store", "refuses");
        _rig.In.Put("a");
        var receives = 0;
        _rig.In.Before = (call, _) =>
        {
            receives += call == "receive" ? 1 : 0;
            return Task.CompletedTask;
        };
        _rig.Run(async () =>
        {
            var holding = _rig.Loop().TurnAsync(default);
            await _rig.UntilAsync(() => _rig.Dependencies.Store.HasFailed, "the store has failed");
            // Another loop was cut off while it received.
            var receiving = _rig.Dependencies.Receiving.UntilDoneAsync(
                _ => _down ? throw new IOException("no receive") : Task.FromResult(true), default);
            await _rig.UntilAsync(() => _rig.Dependencies.Receiving.HasFailed, "the in-queue has failed too");
            _rig.In.Put("b");
            var before = receives;
            var turning = _rig.TurnUntilAsync(() => !_rig.In.Ids.Any(), "the in-queue is empty", [_rig.Loop()]);
            await Task.Delay(Outage, _rig.Time);
            Assert.Equal(before, receives);
            _down = false;
            await Task.WhenAll(holding, receiving, turning);
        });
        Assert.Equal(["a", "b"], _rig.Store.Rows.Keys);
        Assert.Equal(["a", "b"], _rig.In.HandedOut);
    }

    [Fact]
    public void A_worker_that_is_told_to_end_during_an_outage_hands_its_records_back_at_once()
    {
        Spoil("store", "hangs");
        _rig.In.Put("a", "b");
        _rig.TurnUntil(() => _rig.Health.State == LifecycleState.FailedDependency, "FailedDependency");
        Assert.Equal(["a", "b"], _rig.In.Visible);
    }

    [Fact]
    public void Everything_happens_on_the_one_thread_that_there_is()
    {
        var threads = new HashSet<int>();
        Task Note(string call, CancellationToken cancellation)
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return Task.CompletedTask;
        }

        Spoil("store", "hangs");
        _rig.In.Before = _rig.In.After = _rig.Out.Before = _rig.Out.After = _rig.Store.After = Note;
        var spoil = _rig.Store.Before!;
        _rig.Store.Before = async (call, cancellation) =>
        {
            await Note(call, cancellation);
            await spoil(call, cancellation);
        };
        _rig.In.Put([.. Enumerable.Range(0, 60).Select(i => $"r{i:00}")]);
        _rig.Run(async () =>
        {
            var turning = _rig.TurnUntilAsync(() => !_rig.In.Ids.Any(), "the in-queue is empty", [_rig.Loop(), _rig.Loop()]);
            await Task.Delay(Outage, _rig.Time);
            _down = false;
            await turning;
        });
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    [Fact]
    public void The_same_outage_gives_the_same_history_every_time()
    {
        Assert.Equal(Told(), Told());

        static List<string> Told()
        {
            var tests = new FailedDependencyTests();
            tests.While_it_is_down_records_stay_in_hand_and_no_more_are_taken_and_afterwards_all_goes_on("out", "hangs");
            return [.. tests._rig.Log, .. tests._rig.History.Events.Select(e => $"{e.Event} {e.Record} {e.State} {e.Detail}"), $"{tests._rig.Time.GetUtcNow():O}"];
        }
    }

    private void Spoil(string what, string how)
    {
        Func<string, CancellationToken, Task> spoil = (call, cancellation) =>
            !_down || call is "delete" or "visibility" ? Task.CompletedTask
            : how == "refuses" ? throw new IOException($"{what} refuses")
            : Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellation);
        if (what == "store")
            _rig.Store.Before = spoil;
        else
            (what == "in" ? _rig.In : _rig.Out).Before = spoil;
    }
}
