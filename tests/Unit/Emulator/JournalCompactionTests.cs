using ActiveActive.AwsEmulator.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>A short log takes a long one's place while changes go on.</summary>
public sealed class JournalCompactionTests
{
    private static readonly JournalOptions Small = new() { CompactAboveBytes = 400, CompactAtGrowth = 2 };
    private readonly MemoryDisk _disk = new();

    [Fact]
    public async Task A_log_of_much_history_and_little_state_becomes_short_without_another_change()
    {
        using var rig = new JournalRig(_disk, Small);
        // The sync that ends the last change's group is the last thing that happens from outside.
        while (rig.Journal.Figures().Length < Small.CompactAboveBytes && rig.Journal.Figures().Compactions == 0)
            await rig.Commit("!state");
        JournalRig.True(() => rig.Journal.Figures() is { Compactions: 1, Length: < 100 }, "a short log");
        Assert.Equal(["!state"], JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
    }

    [Fact]
    public async Task Whenever_the_process_is_killed_the_log_of_that_name_holds_all_that_was_acknowledged()
    {
        List<(byte[] Log, string Acknowledged)> moments = [];
        var acknowledged = "";
        using (var rig = new JournalRig(_disk, Small))
        {
            _disk.Stepped = () =>
            {
                // In this order: what is acknowledged after it was read only makes the log longer.
                var known = Volatile.Read(ref acknowledged);
                lock (moments)
                    moments.Add((_disk.Bytes(JournalRig.Path)!, known));
            };
            for (var i = 0; i < 500 || rig.Journal.Figures().Compactions < 3; i++)
            {
                var text = (i % 7 == 0 ? "!" : "") + $"{i:D5}";
                await rig.Commit(text);
                Volatile.Write(ref acknowledged, text);
            }

            Assert.Equal(rig.Texts, JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
        }

        Assert.True(moments.Count > 500);
        foreach (var (log, known) in moments)
        {
            var texts = JournalRig.Recover(log);
            Assert.True(
                known.Length == 0 || texts.Select(t => t.TrimStart('!')).Any(t => string.CompareOrdinal(t, known.TrimStart('!')) >= 0),
                $"{known} was acknowledged, but there is only {string.Join(' ', texts)}");
        }
    }

    [Fact]
    public async Task A_log_whose_new_name_is_not_durable_acknowledges_nothing()
    {
        var time = new FakeTimeProvider();
        using var rig = new JournalRig(_disk, Small, time);
        _disk.FailDirectorySync = true;
        while (rig.Journal.Figures().Length < Small.CompactAboveBytes && rig.Journal.Figures().Compactions == 0)
            await rig.Commit("!state");
        JournalRig.True(() => rig.Journal.Figures().Compactions == 1, "a compaction");
        await Assert.ThrowsAsync<JournalFailedException>(() => rig.Commit("after"));
        _disk.FailDirectorySync = false;
        JournalRig.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return rig.Journal.Figures().Failure is null;
            },
            "the name is durable");
        Assert.Equal(["!state", "after"], JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
    }

    [Fact]
    public async Task A_compaction_that_the_disk_did_not_take_leaves_the_log_as_it_is_and_no_file_beside_it()
    {
        using var rig = new JournalRig(_disk, Small);
        _disk.FailOpens = true;
        while (rig.Journal.Figures().Length < 2 * Small.CompactAboveBytes)
            await rig.Commit("!state");
        JournalRig.True(() => _disk.FailedOpens > 0, "a compaction that failed");
        await rig.Commit("after");
        Assert.Equal(0, rig.Journal.Figures().Compactions);
        Assert.Equal(["!state", "after"], JournalRig.Recover(_disk.Bytes(JournalRig.Path)));
        JournalRig.True(() => _disk.Bytes(JournalRig.Path + ".new") is null, "the unfinished file gone");
    }
}
