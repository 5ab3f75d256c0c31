using ActiveActive.Contracts;
using ActiveActive.RecordDestination.Log;
using Xunit;

namespace ActiveActive.UnitTests.RecordDestination;

/// <summary>Two lanes keep at the same time, and the disk fails under them.</summary>
public sealed class DeliveryLogGroupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LogPath => _folder.File("deliveries.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_many_lanes_that_keep_the_same_records_at_once_exactly_one_is_told_fresh()
    {
        const int records = 2000, lanes = 8;
        await using var log = DeliveryLog.Open(LogPath);
        var fresh = new int[records];
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
        {
            var order = new SeededChance((ulong)lane).Distinct(records, records);
            foreach (var chunk in order.Chunk(10))
            {
                var told = await log.KeepAsync([.. chunk.Select(n => Of($"r{n}"))]);
                for (var i = 0; i < chunk.Length; i++)
                {
                    if (told[i])
                        Interlocked.Increment(ref fresh[chunk[i]]);
                }
            }
        })));

        Assert.All(fresh, n => Assert.Equal(1, n));
        Assert.Equal((records, (long)records * (lanes - 1)), (log.Count, log.Duplicates));
        Assert.Equal(records, DeliveryReader.Read(LogPath).Select(d => d.Id).Distinct().Count());
        Assert.Equal(records, DeliveryReader.Read(LogPath).Count());
        Assert.True(log.Syncs < records / 10 * lanes, $"{log.Syncs} syncs: the lanes shared none");
    }

    [Fact]
    public async Task Callers_that_come_during_a_sync_share_the_next_one()
    {
        var (log, disk) = Open();
        await using var _ = log;
        using var hold = disk.HoldSyncs();
        var first = log.KeepAsync([Of("a")]);
        await disk.SyncBegan();
        Task<IReadOnlyList<bool>>[] behind = [log.KeepAsync([Of("b")]), log.KeepAsync([Of("c")]), log.KeepAsync([Of("d")])];
        disk.LetGo();
        await Task.WhenAll([first, .. behind]);
        Assert.Equal((4, 2), (log.Count, log.Syncs));
    }

    [Fact]
    public async Task A_duplicate_is_answered_only_when_the_record_that_it_repeats_is_on_disk()
    {
        var (log, disk) = Open();
        await using var _ = log;
        using var hold = disk.HoldSyncs();
        var first = log.KeepAsync([Of("a")]);
        await disk.SyncBegan();
        var second = log.KeepAsync([Of("a")]);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        Assert.Equal(0, log.Count);
        Assert.Empty(log.ReadAll());
        disk.LetGo();
        Assert.Equal([true], await first);
        Assert.Equal([false], await second);
        Assert.Equal(1, log.Syncs);
    }

    [Fact]
    public async Task On_a_full_disk_nothing_half_kept_counts_and_there_is_room_again_after()
    {
        var (log, disk) = Open();
        await using (log)
        {
            await log.KeepAsync([Of("a")]);
            disk.Room = 150;
            var full = await Assert.ThrowsAsync<DeliveryLogException>(() => log.KeepAsync([Of("b"), Of("c"), Of("d")]));
            Assert.Contains("No space left on device", full.Message, StringComparison.Ordinal);
            Assert.Equal(1, log.Count);
            Assert.Equal(["a"], DeliveryReader.Read(LogPath).Select(d => d.Id));
            Assert.EndsWith("}\n", await File.ReadAllTextAsync(LogPath), StringComparison.Ordinal);
            Assert.Equal([true, false], await log.KeepAsync([Of("c"), Of("a")]));
        }

        await using var again = DeliveryLog.Open(LogPath);
        Assert.Equal(["a", "c"], again.ReadAll().Select(d => d.Id));
    }

    [Fact]
    public async Task A_duplicate_of_a_record_whose_sync_fails_fails_with_it()
    {
        var (log, disk) = Open();
        await using var _ = log;
        disk.FailingSyncs = 1;
        using var hold = disk.HoldSyncs();
        var first = log.KeepAsync([Of("a")]);
        await disk.SyncBegan();
        var duplicate = log.KeepAsync([Of("a")]);
        var other = log.KeepAsync([Of("b")]);
        disk.LetGo();
        await Assert.ThrowsAsync<DeliveryLogException>(() => first);
        await Assert.ThrowsAsync<DeliveryLogException>(() => duplicate);
        await Assert.ThrowsAsync<DeliveryLogException>(() => other);
        Assert.Equal(0, new FileInfo(LogPath).Length);
        Assert.Equal([true, true], await log.KeepAsync([Of("a"), Of("b")]));
        Assert.Equal(["a", "b"], log.ReadAll().Select(d => d.Id));
    }

    [Fact]
    public async Task A_log_whose_failed_write_cannot_be_undone_keeps_nothing_until_it_is_opened_again()
    {
        var (log, disk) = Open();
        await using (log)
        {
            await log.KeepAsync([Of("a")]);
            disk.Room = 0;
            disk.TruncateFails = true;
            await Assert.ThrowsAsync<DeliveryLogException>(() => log.KeepAsync([Of("b")]));
            disk.Room = long.MaxValue;
            var broken = await Assert.ThrowsAsync<DeliveryLogException>(() => log.KeepAsync([Of("b")]));
            Assert.Contains("restart", broken.Message, StringComparison.Ordinal);
        }

        await using var again = DeliveryLog.Open(LogPath);
        Assert.Equal([false, true], await again.KeepAsync([Of("a"), Of("b")]));
    }

    [Fact]
    public async Task Closing_waits_for_what_was_begun_and_takes_nothing_more()
    {
        var (log, disk) = Open();
        using var hold = disk.HoldSyncs();
        var begun = log.KeepAsync([Of("a")]);
        await disk.SyncBegan();
        var closing = log.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.KeepAsync([Of("b")]));
        Assert.False(closing.IsCompleted);
        disk.LetGo();
        await closing;
        Assert.Equal([true], await begun);
    }

    private (DeliveryLog Log, FaultyLogFile Disk) Open()
    {
        FaultyLogFile? disk = null;
        var log = DeliveryLog.Open(LogPath, file => disk = new FaultyLogFile(file));
        return (log, disk!);
    }

    private static Delivery Of(string id) => new(id, 1, "{}", "r2", new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
}
