using ActiveActive.AwsEmulator.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>What a journal promises while it lives.</summary>
public sealed class JournalTests
{
    private readonly MemoryDisk _disk = new();

    [Fact]
    public async Task Changes_that_come_during_a_sync_share_the_next_one()
    {
        using var rig = new JournalRig(_disk);
        _disk.SyncBegan.Reset();
        _disk.SyncMayEnd.Reset();
        var first = rig.Commit("first");
        _disk.SyncBegan.Wait(TestContext.Current.CancellationToken);
        Task[] rest = [.. Enumerable.Range(0, 100).Select(i => rig.Commit($"{i}"))];
        Assert.False(first.IsCompleted);
        Assert.DoesNotContain(rest, t => t.IsCompleted);
        Assert.Equal(0, rig.Journal.Durable);
        _disk.SyncMayEnd.Set();
        await first;
        await Task.WhenAll(rest);
        Assert.Equal(2, rig.Journal.Figures().Fsyncs);
        Assert.Equal(101, rig.Journal.Durable);
    }

    [Fact]
    public async Task A_read_of_a_change_waits_until_it_is_on_disk()
    {
        using var rig = new JournalRig(_disk);
        _disk.SyncBegan.Reset();
        _disk.SyncMayEnd.Reset();
        var written = rig.Commit("a");
        _disk.SyncBegan.Wait(TestContext.Current.CancellationToken);
        var seen = rig.Journal.WhenDurable(1);
        Assert.False(seen.IsCompleted);
        _disk.SyncMayEnd.Set();
        await Task.WhenAll(written, seen);
        Assert.Same(Task.CompletedTask, rig.Journal.WhenDurable(1));
    }

    [Fact]
    public void A_note_reaches_the_disk_after_its_delay_though_nobody_waits()
    {
        var time = new FakeTimeProvider();
        using var rig = new JournalRig(_disk, new JournalOptions { NoteDelay = TimeSpan.FromSeconds(3) }, time);
        rig.Note("n");
        time.Advance(TimeSpan.FromSeconds(3));
        JournalRig.True(() => rig.Journal.Durable == 1, "the note on disk");
        Assert.Equal(["n"], JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
    }

    [Fact]
    public async Task A_change_that_the_disk_did_not_take_stays_in_line_and_in_its_place()
    {
        var time = new FakeTimeProvider();
        using var rig = new JournalRig(_disk, time: time);
        await rig.Commit("before");
        _disk.FailWrites = 1;
        await Assert.ThrowsAsync<JournalFailedException>(() => rig.Commit("a"));
        Assert.Throws<JournalFailedException>(rig.Journal.ThrowIfFailing);
        await Assert.ThrowsAsync<JournalFailedException>(() => rig.Commit("b"));
        Assert.Contains("no space left", rig.Journal.Figures().Failure, StringComparison.Ordinal);
        JournalRig.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return rig.Journal.Durable == 3;
            },
            "the disk takes what was in line");
        rig.Journal.ThrowIfFailing();
        await rig.Commit("after");
        Assert.Equal(["before", "a", "b", "after"], JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
    }

    [Fact]
    public async Task A_stop_while_the_disk_fails_writes_no_change_without_the_one_before_it()
    {
        var rig = new JournalRig(_disk, time: new FakeTimeProvider());
        _disk.FailWrites = 1;
        await Assert.ThrowsAsync<JournalFailedException>(() => rig.Commit("a"));
        await Assert.ThrowsAsync<JournalFailedException>(() => rig.Commit("b"));
        _disk.FailWrites = 1;
        rig.Dispose();
        Assert.Empty(JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
    }

    [Fact]
    public async Task It_may_be_disposed_twice()
    {
        var rig = new JournalRig(_disk);
        await rig.Commit("a");
        rig.Dispose();
        rig.Dispose();
        Assert.Equal(["a"], JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
    }
}
