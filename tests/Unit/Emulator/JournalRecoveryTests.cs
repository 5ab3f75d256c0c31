using ActiveActive.AwsEmulator.Storage;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>What a journal finds after a life that ended anyhow.</summary>
public sealed class JournalRecoveryTests
{
    private static readonly string[] Three = ["one", "two", "three"];

    /// <summary>A log of three groups, and where each ends.</summary>
    private static async Task<(byte[] Log, int[] Ends)> Write()
    {
        var disk = new MemoryDisk();
        using var rig = new JournalRig(disk);
        List<int> ends = [(int)rig.Journal.Figures().Length];
        foreach (var text in Three)
        {
            await rig.Commit(text);
            ends.Add((int)rig.Journal.Figures().Length);
        }

        return (disk.Bytes(JournalRig.Path)![..ends[^1]], [.. ends]);
    }

    /// <summary>A log that is all snapshot.</summary>
    private static async Task<byte[]> WriteSnapshot()
    {
        var disk = new MemoryDisk();
        using var rig = new JournalRig(disk, new JournalOptions { CompactAboveBytes = 100 });
        foreach (var text in Three)
            await rig.Commit(text);
        JournalRig.True(() => rig.Journal.Figures().Compactions == 1, "a compaction");
        return disk.Bytes(JournalRig.Path)!;
    }

    [Fact]
    public async Task A_log_torn_at_any_byte_loses_the_torn_group_only_and_goes_on()
    {
        var (log, ends) = await Write();
        for (var cut = ends[0]; cut <= log.Length; cut++)
        {
            var whole = Three[..ends.Skip(1).Count(e => e <= cut)];
            var disk = new MemoryDisk();
            disk.Put(JournalRig.Path, log.AsSpan(0, cut));
            using (var rig = new JournalRig(disk))
            {
                Assert.Equal(whole, rig.Texts);
                // Trailing zeros are no bytes of anybody.
                Assert.Equal(log.AsSpan(0, cut).TrimEnd((byte)0).Length - ends[whole.Length], rig.Journal.Figures().CutBytes);
                await rig.Commit("after");
            }

            Assert.Equal([.. whole, "after"], JournalRig.Recover(disk.Bytes(JournalRig.Path)));
        }
    }

    [Fact]
    public async Task A_group_torn_at_any_byte_over_the_room_behind_the_log_is_lost_alone_and_leaves_nothing()
    {
        var (log, ends) = await Write();
        for (var cut = ends[2]; cut < ends[3]; cut++)
        {
            var disk = new MemoryDisk();
            disk.Put(JournalRig.Path, [.. log.AsSpan(0, cut), .. new byte[JournalRig.Room]]);
            using (var rig = new JournalRig(disk))
            {
                Assert.Equal(Three[..2], rig.Texts);
                // Shorter than what was torn: nothing of that may be found behind it.
                await rig.Commit("x");
            }

            Assert.Equal([.. Three[..2], "x"], JournalRig.Recover(disk.Bytes(JournalRig.Path)));
        }
    }

    [Fact]
    public async Task Blocks_of_a_torn_group_that_came_to_the_disk_without_those_before_them_are_cut_off()
    {
        var (log, ends) = await Write();
        for (var lost = ends[2] + 1; lost < ends[3]; lost++)
        {
            byte[] torn = [.. log, .. new byte[JournalRig.Room]];
            torn.AsSpan(ends[2], lost - ends[2]).Clear();
            Assert.Equal(Three[..2], JournalRig.Recover(torn));
        }
    }

    [Fact]
    public async Task Room_behind_a_log_is_found_and_used_by_the_next_life_and_none_is_made_while_it_lasts()
    {
        var disk = new MemoryDisk();
        using (var rig = new JournalRig(disk))
            await rig.Commit("one");
        var length = disk.Bytes(JournalRig.Path)!.Length;
        Assert.True(length >= JournalRig.Room);
        using (var rig = new JournalRig(disk))
        {
            Assert.Equal(0, rig.Journal.Figures().CutBytes);
            await rig.Commit("two");
            Assert.True(rig.Journal.Figures().Length < length);
        }

        Assert.Equal(length, disk.Bytes(JournalRig.Path)!.Length);
        Assert.Equal(["one", "two"], JournalRig.Recover(disk.Bytes(JournalRig.Path)));
    }

    [Fact]
    public async Task A_last_group_with_any_byte_wrong_counts_as_torn()
    {
        var (log, ends) = await Write();
        for (var at = ends[2]; at < log.Length; at++)
        {
            log[at] ^= 0x41;
            Assert.Equal(Three[..2], JournalRig.Recover(log));
            log[at] ^= 0x41;
        }
    }

    [Fact]
    public async Task Any_wrong_byte_before_an_intact_group_is_damage_and_is_said()
    {
        var (log, ends) = await Write();
        for (var at = 0; at < ends[2]; at++)
        {
            log[at] ^= 0x41;
            var damaged = Assert.Throws<StorageException>(() => JournalRig.Recover(log));
            Assert.Contains(JournalRig.Path, damaged.Message, StringComparison.Ordinal);
            log[at] ^= 0x41;
        }

        Assert.Equal(Three, JournalRig.Recover(log));
    }

    [Fact]
    public async Task Any_wrong_or_missing_byte_of_a_snapshot_is_damage()
    {
        var log = await WriteSnapshot();
        Assert.Equal(Three, JournalRig.Recover(log));
        for (var at = 0; at < log.Length; at++)
        {
            log[at] ^= 0x41;
            Assert.Throws<StorageException>(() => JournalRig.Recover(log));
            log[at] ^= 0x41;
            Assert.Throws<StorageException>(() => JournalRig.Recover(log.AsSpan(0, at)));
        }
    }

    [Fact]
    public async Task A_newer_format_is_left_alone_and_named()
    {
        var (log, _) = await Write();
        log[8] = 2;
        var newer = Assert.Throws<StorageException>(() => JournalRig.Recover(log));
        Assert.Contains("version 2", newer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_journal_is_left_alone() =>
        Assert.Contains("is not a journal", Assert.Throws<StorageException>(() => JournalRig.Recover("hello"u8)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_change_of_an_unknown_part_is_of_a_newer_emulator()
    {
        var disk = new MemoryDisk();
        using (var rig = new JournalRig(disk))
            rig.Journal.Note(99, "x"u8.ToArray());
        Assert.Contains("part 99", Assert.Throws<StorageException>(() => JournalRig.Recover(disk.Bytes(JournalRig.Path))).Message, StringComparison.Ordinal);
    }
}
