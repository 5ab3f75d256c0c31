using ActiveActive.Scenarios.Records;
using Xunit;

namespace ActiveActive.UnitTests.Records;

/// <summary>What a good file gives.</summary>
public sealed class RecordFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_line_of_JSON_is_a_body_byte_for_byte_without_the_lines_end(string end)
    {
        string[] lines = ["{\"id\":\"a\", \"n\" : 1.50}", "  [1,2] ", "{\"x\":{\"id\":\"inner\"},\"id\":7e2}", "{\"\\u0069d\":\"Zo\\u00eb ë 山 🍝\"}", "\"text\""];
        var records = await ReadAll(_folder.Write("r.jsonl", string.Join(end, lines)));
        Assert.Equal(lines, records.Select(r => r.Body));
        Assert.Equal([1L, 2, 3, 4, 5], records.Select(r => r.Line));
        Assert.Equal("a", records[0].Id);
        Assert.Equal("7e2", records[2].Id);
        Assert.Equal("Zoë ë 山 🍝", records[3].Id);
        Assert.Matches("^line-000002-[0-9a-f]{12}$", records[1].Id);
        Assert.Matches("^line-000005-[0-9a-f]{12}$", records[4].Id);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_record_of_CSV_is_a_body_byte_for_byte_with_the_line_ends_in_its_quotes(string end)
    {
        string[] bodies = ["1,\"a, b\",x", $"2,\"two{end}lines \"\"quoted\"\"\",", "\"3\",,\"\"", ",,"];
        var path = _folder.Write("r.csv", string.Join(end, ["key,Text,\"more\"", .. bodies, ""]));
        var records = await ReadAll(path);
        Assert.Equal(bodies, records.Select(r => r.Body));
        Assert.Equal([2L, 3, 5, 6], records.Select(r => r.Line));
        Assert.All(records, r => Assert.Matches("^line-[0-9]{6}-[0-9a-f]{12}$", r.Id));
    }

    [Theory]
    [InlineData("id,a", "x-1,2", "x-1")]
    [InlineData("a,ID", "2,\"x,\"\"1\"\"\"", "x,\"1\"")]
    [InlineData("\"Id\"", "7", "7")]
    public async Task The_id_column_of_a_CSV_is_the_records_id(string header, string record, string id) =>
        Assert.Equal(id, Assert.Single(await ReadAll(_folder.Write("r.csv", $"{header}\n{record}\n"))).Id);

    [Theory]
    [InlineData("r.jsonl", "\uFEFF{\"id\":1}\n{\"id\":2}", 2)]
    [InlineData("r.jsonl", "{\"id\":1}\n{\"id\":2}\n\n  \n\r\n", 2)]
    [InlineData("r.NDJSON", "{}", 1)]
    [InlineData("r.csv", "\uFEFFid\n1\n\n", 1)]
    public async Task A_byte_order_mark_at_the_beginning_and_empty_lines_at_the_end_are_no_records(string name, string content, int count)
    {
        var path = _folder.Write(name, content);
        var records = await ReadAll(path);
        Assert.Equal(count, records.Count);
        Assert.DoesNotContain(records, r => r.Body.Contains('\uFEFF'));
    }

    [Fact]
    public async Task A_generated_id_is_the_same_every_time_and_differs_for_equal_lines_and_for_other_content()
    {
        var path = _folder.Write("r.jsonl", "{}\n{}\n");
        var first = await ReadAll(path);
        Assert.Equal(first, await ReadAll(path));
        Assert.NotEqual(first[0].Id, first[1].Id);
        Assert.NotEqual(first[0].Id, (await ReadAll(_folder.Write("s.jsonl", "{ }\n")))[0].Id);
    }

    [Fact]
    public async Task The_summary_tells_count_generated_ids_and_sizes()
    {
        var path = _folder.Write("r.jsonl", "{\"id\":1}\n{\"größe\":22}\n");
        Assert.Equal(new RecordFileSummary(path, RecordFormat.JsonLines, 2, 1, 24, 14), await RecordFile.ValidateAsync(path));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 3)]
    [InlineData(7, 3)]
    [InlineData(10, 0)]
    public async Task A_part_of_a_file_is_read_from_where_it_was_asked(int from, int count)
    {
        foreach (var (name, content) in new[]
        {
            ("r.jsonl", string.Concat(Enumerable.Range(0, 10).Select(i => $"{{\"id\":{i}}}\n"))),
            ("r.csv", "id,t\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},\"a\nb\"\n"))),
        })
        {
            var read = new List<string>();
            await foreach (var record in RecordFile.ReadAsync(_folder.Write(name, content), from, count))
                read.Add(record.Id);
            Assert.Equal(Enumerable.Range(from, count).Select(i => $"{i}"), read);
        }
    }

    [Fact]
    public async Task Records_are_cut_rightly_wherever_the_buffer_ends()
    {
        // Lengths around the scanner's buffer, so that line ends, quotes and long records fall on every side of its edges.
        const int buffer = 128 * 1024;
        foreach (var filler in new[] { buffer - 12, buffer - 11, buffer - 10, buffer - 9, buffer - 8, (2 * buffer) - 9, 3 * buffer })
        {
            var text = new string('é', filler / 2) + (filler % 2 == 0 ? "" : "x");
            string[] bodies = [$"\"{text}\r\n\"\"\",1", "short,2", $"\"{text}\",3", "\"a\n\",4"];
            var records = await ReadAll(_folder.Write("r.csv", "t,id\r\n" + string.Join("\r\n", bodies) + "\r\n"));
            Assert.Equal(bodies, records.Select(r => r.Body));
            Assert.Equal(["1", "2", "3", "4"], records.Select(r => r.Id));
        }
    }

    [Theory]
    [InlineData("payments.jsonl", 0)]
    [InlineData("payments.csv", 0)]
    public async Task The_samples_hold_thirty_payments(string name, int generated)
    {
        var summary = await RecordFile.ValidateAsync(Path.Combine(RepositoryRoot.Path, "samples", name));
        Assert.Equal(30, summary.Count);
        Assert.Equal(generated, summary.GeneratedIds);
    }

    private static async Task<List<RecordLine>> ReadAll(string path)
    {
        var summary = await RecordFile.ValidateAsync(path);
        var records = new List<RecordLine>();
        await foreach (var record in RecordFile.ReadAsync(path, 0, summary.Count))
            records.Add(record);
        return records;
    }
}
