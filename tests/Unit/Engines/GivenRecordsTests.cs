using ActiveActive.Contracts;
using ActiveActive.Engines.Lab;
using ActiveActive.Scenarios.RunFolders;
using Xunit;
using Record = ActiveActive.Contracts.Record;

namespace ActiveActive.UnitTests.Engines;

public sealed class GivenRecordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("given.jsonl");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_record_is_written_down_before_it_is_passed_on()
    {
        using var given = new GivenRecords(Path);
        await foreach (var record in given.KeepAsync(Records("a", "b"), Cancel))
            Assert.Contains($"\"id\":\"{record.Id}\"", ReadShared(), StringComparison.Ordinal);
        Assert.True(given.Contains("a"));
        Assert.False(given.Contains("c"));
    }

    [Fact]
    public async Task A_later_life_knows_what_earlier_ones_were_given_and_not_what_was_half_written()
    {
        using (var first = new GivenRecords(Path))
            await DrainAsync(first.KeepAsync(Records("a", "é\n\"b"), Cancel));
        await File.AppendAllTextAsync(Path, "{\"id\":\"torn\",\"ba", Cancel);

        using (var second = new GivenRecords(Path))
        {
            Assert.True(second.Contains("é\n\"b"));
            Assert.False(second.Contains("torn"));
            await DrainAsync(second.KeepAsync(Records("c"), Cancel));
        }

        using var third = new GivenRecords(Path);
        Assert.All(["a", "é\n\"b", "c"], id => Assert.True(third.Contains(id), id));
        Assert.Equal(3, File.ReadLines(Path).Count());
    }

    [Fact]
    public async Task A_runs_records_are_its_own_then_those_of_earlier_runs_each_once()
    {
        using var given = new GivenRecords(Path);
        await DrainAsync(given.KeepAsync(Records("old", "own"), Cancel));
        var folder = new RunFolderWriter(_folder.File("run"));
        await folder.WriteRecordsAsync(Records("own", "not given yet"), Cancel);

        await given.AddToAsync(folder, Cancel);

        var ids = File.ReadLines(System.IO.Path.Combine(folder.FolderPath, RunFolderLayout.Records))
            .Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("id").GetString());
        Assert.Equal(["own", "not given yet", "old"], ids);
    }

    private static IAsyncEnumerable<Record> Records(params string[] ids) => ids.Select(id => new Record(id, 1, "body of " + id)).ToAsyncEnumerable();

    private static async Task DrainAsync(IAsyncEnumerable<Record> records)
    {
        await foreach (var _ in records)
        {
        }
    }

    private string ReadShared()
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
