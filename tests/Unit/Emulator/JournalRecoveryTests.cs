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

        return (disk.Bytes(JournalRig.Path)!, [.. ends]);
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
                Assert.Equal(cut - ends[whole.Length], rig.Journal.Figures().CutBytes);
                await rig.Commit("after");
            }

            Assert.Equal([.. whole, "after"], JournalRig.Recover(disk.Bytes(JournalRig.Path)));
        }
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
