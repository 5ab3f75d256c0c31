using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Contracts.History;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using Xunit;
using static ActiveActive.UnitTests.Emulator.DynamoDbRig;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>What waits for the disk, and what a fault holds, at the moments that no test against a process can hit.</summary>
public sealed class DynamoDbStoreTests
{
    private readonly HeldJournal _journal = new();
    private readonly DynamoStore _store;

    public DynamoDbStoreTests()
    {
        _store = new DynamoStore("us-east-1", _journal, TimeProvider.System);
        var created = _store.Run(new CreateTable
        {
            Name = "core", Attributes = new Dictionary<string, string> { ["id"] = "S" }, Keys = [("id", "HASH")], BillingMode = "PAY_PER_REQUEST",
        });
        _journal.Flush();
        Assert.True(created.IsCompletedSuccessfully);
    }

    private static PutItem Put(string id, string? condition = null) => new() { Table = "core", Item = Item($$$"""{"id":{"S":"{{{id}}}"}}"""), ConditionText = condition };

    private static GetItem Get(string id) => new() { Table = "core", Key = Item($$$"""{"id":{"S":"{{{id}}}"}}""") };

    [Fact]
    public async Task Nothing_is_acknowledged_or_shown_before_it_is_on_disk()
    {
        var write = _store.Run(Put("a"));
        var read = _store.Run(Get("a"));
        var conditional = _store.Run(Put("a", "attribute_not_exists(id)"));
        var scan = _store.Run(new Scan { Table = "core" });
        Assert.False(write.IsCompleted || read.IsCompleted || conditional.IsCompleted || scan.IsCompleted);
        _journal.Flush();
        await write;
        Assert.NotNull((await read).Item);
        Assert.Single((await scan).Items!);
        await Assert.ThrowsAsync<DynamoException>(() => conditional);
    }

    [Fact]
    public async Task A_read_does_not_wait_for_the_writes_of_another_partition()
    {
        var write = _store.Run(Put("a"));
        Assert.Null((await _store.Run(Get("another"))).Item);
        Assert.False(write.IsCompleted);
        _journal.Flush();
        await write;
    }

    [Fact]
    public async Task A_delete_that_is_not_on_disk_is_not_shown_as_done()
    {
        var write = _store.Run(Put("a"));
        _journal.Flush();
        await write;
        var delete = _store.Run(new DeleteItem { Table = "core", Key = Item("""{"id":{"S":"a"}}""") });
        var read = _store.Run(Get("a"));
        Assert.False(read.IsCompleted);
        _journal.Flush();
        await delete;
        Assert.Null((await read).Item);
    }

    [Fact]
    public async Task While_the_disk_takes_no_writes_nothing_is_answered_and_nothing_changed()
    {
        _journal.Failing = true;
        await Assert.ThrowsAsync<JournalFailedException>(() => _store.Run(Put("a")));
        await Assert.ThrowsAsync<JournalFailedException>(() => _store.Run(Get("a")));
        _journal.Failing = false;
        Assert.Null((await _store.Run(Get("a"))).Item);
    }

    [Fact]
    public async Task A_batch_is_one_change_of_the_journal()
    {
        var before = _journal.Enqueued;
        var batch = _store.Run(new BatchWriteItem
        {
            Requests = new Dictionary<string, IReadOnlyList<BatchWrite>> { ["core"] = [.. Enumerable.Range(0, 25).Select(i => new BatchWrite(Item($$$"""{"id":{"S":"{{{i}}}"}}"""), Delete: false))] },
        });
        _journal.Flush();
        await batch;
        Assert.Equal(before + 1, _journal.Enqueued);
    }

    [Fact]
    public async Task A_replay_of_the_journal_and_of_a_snapshot_gives_the_same_items()
    {
        for (var i = 0; i < 2000; i++)
        {
            var write = _store.Run(new PutItem { Table = "core", Item = Item($$$"""{"id":{"S":"{{{i}}}"},"v":{"S":"{{{new string('v', 100)}}}"}}""") });
            _journal.Flush();
            await write;
        }

        var (replayed, restored) = (new DynamoStore("us-east-1", _journal, TimeProvider.System), new DynamoStore("us-east-1", _journal, TimeProvider.System));
        foreach (var change in _journal.Changes)
            replayed.Replay(change);
        var (pieces, bytes) = (0, _store.Look(e => e.Table("core").Bytes));
        Action<Action<ReadOnlySpan<byte>>> snapshot;
        lock (_store.Gate)
            snapshot = _store.Snapshot();
        // What comes while it is being written is not in it.
        var later = _store.Run(new PutItem { Table = "core", Item = Item("""{"id":{"S":"0"},"v":{"S":"later"}}""") });
        _journal.Flush();
        await later;
        snapshot(piece =>
        {
            pieces++;
            restored.Replay(piece);
        });

        Assert.True(pieces > 1, "the snapshot is one piece, so pieces are not tested");
        foreach (var store in (DynamoStore[])[replayed, restored])
            Assert.Equal(2000, store.Look(engine => engine.Table("core").ItemCount));
        Assert.Equal(bytes, restored.Look(e => e.Table("core").Bytes));
    }

    [Fact]
    public async Task An_operation_that_entered_before_a_fault_is_not_carried_out_inside_it()
    {
        var gate = new TrapGate("table/core");
        var history = new Witness();
        var faults = new TableFaults(gate, history);
        await Assert.ThrowsAsync<TableFaultedException>(() => faults.Run(_store, Put("a"), CancellationToken.None));
        Assert.Equal(2, gate.Entered);
        Assert.Empty(history.Events);
        Assert.Equal(0, _store.Look(engine => engine.Table("core").ItemCount));
    }

    [Theory]
    [InlineData("replication/core")]
    [InlineData("replication/*")]
    [InlineData("table/core")]
    public async Task What_was_pulled_before_a_fault_is_not_applied_inside_it(string resource)
    {
        var joined = _store.Run(new AddReplica { Table = "core", Region = "us-west-2", Active = true });
        _journal.Flush();
        await joined;
        var other = new DynamoDbRig("us-west-2").WithTable();
        other.Run(new AddReplica { Table = "core", Region = "us-east-1", Active = true });
        other.Put("""{"id":{"S":"a"}}""");
        var batch = other.Run(new ReadChanges { Table = "core", Region = "us-east-1", TableId = "", After = 0, MaxRows = 10 });
        var history = new Witness();
        var apply = new ApplyChanges { Table = "core", Region = "us-west-2", Batch = batch };
        Assert.Null(await new TableFaults(new TrapGate(resource) { Sprung = true }, history).ApplyUnlessHeld(_store, apply));
        Assert.Empty(history.Events);
        Assert.Equal((0, 0), _store.Look(e => (e.Table("core").ItemCount, e.Table("core").Replicas["us-west-2"].Cursor)));
        var free = new TableFaults(new NoFaults(), history).ApplyUnlessHeld(_store, apply);
        _journal.Flush();
        Assert.Equal(1, (await free)!.Applied);
        Assert.Equal(HistoryEvents.Replicated, Assert.Single(history.Events).Event);
    }

    [Fact]
    public async Task Evidence_names_operation_table_and_items_and_counts_a_failed_condition_as_work()
    {
        var history = new Witness();
        var faults = new TableFaults(new NoFaults(), history);
        var write = faults.Run(_store, Put("a"), CancellationToken.None);
        _journal.Flush();
        await write;
        await Assert.ThrowsAsync<DynamoException>(() => faults.Run(_store, Put("a", "attribute_not_exists(id)"), CancellationToken.None));
        await faults.Run(_store, new Scan { Table = "core" }, CancellationToken.None);
        await faults.Run(_store, new DescribeTable { Name = "core" }, CancellationToken.None);
        Assert.Equal(
            ["served PutItem core 1", "served PutItem core 0", "served Scan core 1"],
            history.Events.Select(e => $"{e.Event} {e.Operation} {e.Store} {e.Count}"));
    }

    /// <summary>A disk that takes what is in line when it is told to.</summary>
    private sealed class HeldJournal : IJournal
    {
        private readonly List<(long Number, TaskCompletionSource Done)> _waiting = [];

        public List<byte[]> Changes { get; } = [];

        public bool Failing { get; set; }

        public long Enqueued => Changes.Count;

        public long Durable { get; private set; }

        public Task Commit(byte part, ReadOnlyMemory<byte> change)
        {
            Assert.Equal(PartIds.DynamoDb, part);
            Changes.Add(change.ToArray());
            return WhenDurable(Enqueued);
        }

        public void Note(byte part, ReadOnlyMemory<byte> change) => Changes.Add(change.ToArray());

        public Task WhenDurable(long change)
        {
            if (change <= Durable)
                return Task.CompletedTask;
            var done = new TaskCompletionSource();
            _waiting.Add((change, done));
            return done.Task;
        }

        public void ThrowIfFailing()
        {
            if (Failing)
                throw new JournalFailedException("no space", new IOException("no space"));
        }

        public void Flush()
        {
            Durable = Enqueued;
            var waiting = _waiting.ToList();
            _waiting.Clear();
            foreach (var (_, done) in waiting)
                done.SetResult();
        }
    }

    /// <summary>A fault that begins just after the first operation has entered.</summary>
    private sealed class TrapGate(string resource) : ITableGate
    {
        public int Entered { get; private set; }

        public bool Sprung { get; set; }

        public Task Enter(string asked, string operation, CancellationToken aborted)
        {
            Entered++;
            if (Sprung)
                throw new TableFaultedException("the table is refused");
            Sprung = true;
            return Task.CompletedTask;
        }

        public bool Holds(string asked) => Sprung && asked == resource;
    }

    private sealed class Witness : IHistory
    {
        public List<HistoryEvent> Events { get; } = [];

        public void Write(params ReadOnlySpan<HistoryEvent> events) => Events.AddRange(events);
    }
}
