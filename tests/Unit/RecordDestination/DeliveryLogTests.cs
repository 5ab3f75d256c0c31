using System.Text.Json;
using ActiveActive.RecordDestination.Log;
using Xunit;

namespace ActiveActive.UnitTests.RecordDestination;

public sealed class DeliveryLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LogPath => _folder.File("deliveries.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_kept_is_there_after_opening_again_byte_for_byte()
    {
        Delivery[] kept = [Of("a", "{\"x\": 1.50}"), Of("b", "two\r\nlines, \"quotes\", \\ é 山 🍝 \u2028 <&>"), Of("c", new string('ü', 150_000))];
        await using (var log = DeliveryLog.Open(LogPath))
            Assert.Equal([true, true, true], await log.KeepAsync(kept));
        await using var again = DeliveryLog.Open(LogPath);
        Assert.Equal(3, again.Count);
        Assert.Equal(kept, again.ReadAll());
        Assert.Equal(kept, DeliveryReader.Read(LogPath));
        Assert.Equal([false, true], await again.KeepAsync([Of("b"), Of("d")]));
        Assert.Equal((4, 1), (again.Count, again.Duplicates));
    }

    [Fact]
    public async Task A_line_has_the_fields_that_others_read()
    {
        await using (var log = DeliveryLog.Open(LogPath))
            await log.KeepAsync([Of("pay-0001", "zwölf")]);
        Assert.Equal(
            "{\"id\":\"pay-0001\",\"batch\":2,\"body\":\"zwölf\",\"lane\":\"r1\",\"deliveredAt\":\"2026-01-05T08:00:00+00:00\"}\n",
            await File.ReadAllTextAsync(LogPath));
    }

    [Fact]
    public async Task A_file_cut_at_any_byte_of_its_last_line_loses_that_line_only_and_takes_it_again()
    {
        await using (var log = DeliveryLog.Open(LogPath))
            await log.KeepAsync([Of("a"), Of("b"), Of("last", "é 🍝 \"end\"")]);
        var whole = await File.ReadAllBytesAsync(LogPath);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var cut = lastLine; cut < whole.Length; cut++)
        {
            await File.WriteAllBytesAsync(LogPath, whole[..cut]);
            Assert.Equal(["a", "b"], DeliveryReader.Read(LogPath).Select(d => d.Id));
            await using (var log = DeliveryLog.Open(LogPath))
            {
                Assert.Equal(2, log.Count);
                Assert.Equal(lastLine, new FileInfo(LogPath).Length);
                Assert.Equal([false, true], await log.KeepAsync([Of("b"), Of("last", "é 🍝 \"end\"")]));
            }

            Assert.Equal(whole, await File.ReadAllBytesAsync(LogPath));
        }
    }

    [Fact]
    public async Task A_torn_line_longer_than_a_block_and_a_log_of_nothing_but_a_torn_line_are_cut_off()
    {
        await using (var log = DeliveryLog.Open(LogPath))
            await log.KeepAsync([Of("a")]);
        await File.AppendAllTextAsync(LogPath, "{\"id\":\"torn\",\"body\":\"" + new string('x', 20_000));
        await using (var log = DeliveryLog.Open(LogPath))
            Assert.Equal(["a"], log.ReadAll().Select(d => d.Id));
        await File.WriteAllTextAsync(LogPath, "{\"id\"");
        await using var empty = DeliveryLog.Open(LogPath);
        Assert.Equal(0, empty.Count);
        Assert.Equal(0, new FileInfo(LogPath).Length);
    }

    [Theory]
    [InlineData("{\"id\":\"x\"}\n", "line 2 is not a delivery")]
    [InlineData("nonsense\n", "line 2 is not a delivery")]
    [InlineData("{\"id\":\"a\",\"batch\":1,\"body\":\"\",\"lane\":\"r1\",\"deliveredAt\":\"2026-01-05T08:00:00Z\"}\n", "holds record a twice")]
    public async Task A_log_that_somebody_else_wrote_into_is_refused_rather_than_guessed_at(string line, string expected)
    {
        await using (var log = DeliveryLog.Open(LogPath))
            await log.KeepAsync([Of("a")]);
        await File.AppendAllTextAsync(LogPath, line);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => DeliveryLog.Open(LogPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_is_held_by_one_writer_at_a_time_and_may_be_read_meanwhile()
    {
        await using (var log = DeliveryLog.Open(LogPath))
        {
            await log.KeepAsync([Of("a")]);
            Assert.Throws<IOException>(() => DeliveryLog.Open(LogPath));
            Assert.Equal(["a"], DeliveryReader.Read(LogPath).Select(d => d.Id));
        }

        await using var next = DeliveryLog.Open(LogPath);
        Assert.Equal(1, next.Count);
    }

    [Fact]
    public async Task A_record_that_comes_twice_in_one_call_is_fresh_once()
    {
        await using var log = DeliveryLog.Open(LogPath);
        Assert.Equal([true, false, true], await log.KeepAsync([Of("a"), Of("a"), Of("b")]));
        Assert.Empty(await log.KeepAsync([]));
        Assert.Equal((2, 1, 1), (log.Count, log.Duplicates, log.Syncs));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_written_is_refused_and_its_id_is_not_taken_for_known()
    {
        await using (var log = DeliveryLog.Open(LogPath))
        {
            await Assert.ThrowsAsync<JsonException>(() => log.KeepAsync([Of("a"), Of("b", null!)]));
            Assert.Equal([false, true], await log.KeepAsync([Of("a"), Of("b", "whole")]));
        }

        Assert.Equal(["a", "b"], DeliveryReader.Read(LogPath).Select(d => d.Id));
    }

    private static Delivery Of(string id, string body = "{}") => new(id, 2, body, "r1", new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
}
