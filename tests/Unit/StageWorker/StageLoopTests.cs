using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using Xunit;

namespace ActiveActive.UnitTests.StageWorker;

/// <summary>The order that the whole system rests on, and what comes twice.</summary>
public sealed class StageLoopTests
{
    private readonly StageRig _rig = new();

    [Fact]
    public void A_record_is_stored_then_sent_on_then_removed()
    {
        _rig.In.Put("a", "b");
        _rig.Turn();
        Assert.Equal(["store a b", "out: send a b", "in: delete a", "in: delete b"], _rig.Log);
        Assert.Equal([MemoryQueue.RecordOf("a"), MemoryQueue.RecordOf("b")], _rig.Out.Records);
        Assert.Equal(MemoryQueue.RecordOf("a"), _rig.Store.Rows["a"]);
        var told = _rig.History.Events.Where(e => e.Record == "a").ToList();
        Assert.Equal(
            [HistoryEvents.Received, HistoryEvents.Stored, HistoryEvents.Accepted, HistoryEvents.Removing, HistoryEvents.Removed],
            told.Select(e => e.Event));
        Assert.Equal(["in", null, "out", "in", "in"], told.Select(e => e.Queue));
        Assert.Equal(("preprocess", true), (told[1].Store, told[1].Fresh));
        Assert.Equal(("m1", 1, 1), (told[0].MessageId, told[0].Attempt, told[0].Batch));
    }

    [Fact]
    public void What_the_next_queue_turns_down_is_sent_again_alone_and_nothing_is_removed_before_it_is_taken()
    {
        _rig.In.Put("a", "b", "c");
        var refusals = 0;
        _rig.Out.RefusesRecord = r =>
        {
            Assert.DoesNotContain(_rig.Log, line => line.StartsWith("in: delete", StringComparison.Ordinal));
            return r.Id == "b" && refusals++ < 4 ? "InternalError: try again" : null;
        };
        _rig.Turn();
        var sends = _rig.Log.Where(line => line.StartsWith("out: send", StringComparison.Ordinal));
        Assert.Equal(["out: send a b c", "out: send b", "out: send b", "out: send b", "out: send b"], sends);
        Assert.Equal(["a", "c", "b"], _rig.Out.Ids);
        Assert.Empty(_rig.In.Ids);
        Assert.Equal([LifecycleState.FailedDependency, LifecycleState.ProcessRecords], _rig.States);
        Assert.Single(_rig.History.Events, e => e is { Event: HistoryEvents.Accepted, Record: "b" });
    }

    [Fact]
    public void A_message_whose_deletion_is_turned_down_is_not_called_removed_and_goes_when_it_comes_again()
    {
        _rig.In.Put("a", "b");
        _rig.In.RefusesDeletion = id => id == "b" ? "InternalError: try again" : null;
        _rig.Turn();
        Assert.Equal(["b"], _rig.In.Ids);
        Assert.Equal(["a"], Told(HistoryEvents.Removed));
        _rig.In.RefusesDeletion = null;
        _rig.TurnUntil(() => !_rig.In.Ids.Any(), "b is removed");
        Assert.Equal(["a", "b"], Told(HistoryEvents.Removed));
        Assert.Equal(["a", "b", "b"], _rig.Out.Ids);
        Assert.Equal([true, true, false], _rig.History.Events.Where(e => e.Event == HistoryEvents.Stored).Select(e => e.Fresh!.Value));
    }

    [Fact]
    public void A_record_that_comes_twice_at_once_is_stored_and_sent_once_and_both_messages_are_removed()
    {
        _rig.In.Put("a", "b", "a");
        _rig.Turn();
        Assert.Equal(["store a b", "out: send a b", "in: delete a", "in: delete b", "in: delete a"], _rig.Log);
        Assert.Empty(_rig.In.Ids);
    }

    [Fact]
    public void A_message_that_is_no_record_is_neither_stored_nor_sent_nor_removed_and_ends_as_a_dead_letter()
    {
        _rig.In.PutStranger();
        _rig.In.Put("a");
        _rig.TurnUntil(() => _rig.In.DeadLetters.Count > 0, "the dead-letter queue has it", within: TimeSpan.FromSeconds(10));
        Assert.Equal(["m1"], _rig.In.DeadLetters);
        Assert.Equal(["a"], _rig.Store.Rows.Keys);
        Assert.Equal(["a"], _rig.Out.Ids);
        Assert.Equal(["in: delete a"], _rig.Log.Where(line => line.Contains("delete", StringComparison.Ordinal)));
        var rejected = _rig.History.Events.Where(e => e.Event == HistoryEvents.Rejected).ToList();
        Assert.Equal([1, 2, 3, 4, 5], rejected.Select(e => e.Attempt!.Value));
        Assert.All(rejected, e => Assert.Equal(("in", "m1", "it is no record"), (e.Queue, e.MessageId, e.Detail)));
    }

    [Fact]
    public void A_send_that_is_executed_and_not_answered_leaves_a_duplicate_and_loses_nothing()
    {
        _rig.In.Put("a");
        var answers = 0;
        _rig.Out.After = (_, cancellation) => answers++ == 0 ? Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellation) : Task.CompletedTask;
        _rig.Turn();
        Assert.Equal(["a", "a"], _rig.Out.Ids);
        Assert.Empty(_rig.In.Ids);
        Assert.Single(Told(HistoryEvents.Accepted));
    }

    [Fact]
    public void A_worker_may_die_at_any_moment_and_its_successor_finishes_the_work()
    {
        var moments = 0;
        for (var died = true; died; moments++)
        {
            var rig = new StageRig();
            rig.In.Put("a", "b", "a");
            var life = new Life(moments);
            rig.Run(async () =>
            {
                // Never awaited to its end: who is dead does not come to one.
                _ = rig.Loop(life).TurnAsync(default);
                await rig.UntilAsync(() => life.Ended || !rig.In.Ids.Any(), $"it died at moment {moments}, or was done");
                await rig.TurnUntilAsync(() => !rig.In.Ids.Any(), $"the successor of who died at moment {moments} was done", [rig.Loop()]);
            });
            died = life.Ended;
            Assert.Equal([MemoryQueue.RecordOf("a"), MemoryQueue.RecordOf("b")], rig.Store.Rows.Values.OrderBy(r => r.Id, StringComparer.Ordinal));
            Assert.Equal(["a", "b"], rig.Out.Ids.Distinct().Order(StringComparer.Ordinal));
            Assert.Empty(rig.In.DeadLetters);
            var lastSend = rig.Log.FindIndex(line => line.StartsWith("out: send", StringComparison.Ordinal));
            var firstDelete = rig.Log.FindIndex(line => line.StartsWith("in: delete", StringComparison.Ordinal));
            Assert.True(lastSend < firstDelete, $"moment {moments}: {string.Join(", ", rig.Log)}");
        }

        // Before and after each of receive, store, send and delete; then nobody died.
        Assert.Equal(9, moments);
    }

    private IEnumerable<string> Told(string what) => _rig.History.Events.Where(e => e.Event == what).Select(e => e.Record!);
}
