using System.Text;
using ActiveActive.Contracts;
using ActiveActive.Scenarios.Records;
using Xunit;

namespace ActiveActive.UnitTests.Records;

/// <summary>What a bad file is answered with: the place, the reason, what to do.</summary>
public sealed class RecordFileErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("r.jsonl", "{\"id\":1}\n{\"id\":2\n", "line 2, column 8: it is not JSON")]
    [InlineData("r.jsonl", "{\"é\":1 x}\n", "line 1, column 8: it is not JSON: 'x' is invalid")]
    [InlineData("r.jsonl", "{\"id\":1} {\"id\":2}\n", "line 1, column 10: it is not JSON")]
    [InlineData("r.jsonl", "{\"a\":1,}", "line 1, column 8: it is not JSON")]
    [InlineData("r.jsonl", "{\"id\":null}", "line 1, column 7: its id is neither a string nor a number")]
    [InlineData("r.jsonl", "{\"id\":{}}", "line 1, column 7: its id is neither a string nor a number")]
    [InlineData("r.jsonl", "{\"id\":1,\"id\":2}", "line 1, column 9: it has a second id")]
    [InlineData("r.jsonl", "{\"id\":\"\\ud800\"}", "line 1, column 7: it holds half a surrogate pair")]
    [InlineData("r.jsonl", "{\"id\":\"\"}", "line 1: the record cannot travel: its id has 0 characters")]
    [InlineData("r.jsonl", "{}\n\n{}\n", "line 2: it is empty and a record follows it")]
    [InlineData("r.jsonl", "\n{}\n", "line 1: it is empty and a record follows it")]
    [InlineData("r.jsonl", "{\"id\":\"a\"}\n{}\n{\"id\":\"\\u0061\"}\n", "line 3: the id 'a' was on line 1 already")]
    [InlineData("r.jsonl", "{\"id\":\"1\"}\n{\"id\":1}\n", "line 2: the id '1' was on line 1 already")]
    [InlineData("r.csv", "id,t\n1,\"a\nb\"\n1,c\n", "line 4: the id '1' was on line 2 already")]
    [InlineData("r.csv", "id,t\n1,\"a\nb\"\n2,c,d\n", "line 4, column 5: it has more fields than the header's 2")]
    [InlineData("r.csv", "id,t,u\n1,2\n", "line 2, column 4: it has 2 fields where the header has 3")]
    [InlineData("r.csv", "id,t\n1,a\"b\n", "line 2, column 4: a quote inside a field that is not quoted")]
    [InlineData("r.csv", "id,t\n1,\"a\"b\n", "line 2, column 6: text after a field's closing quote")]
    [InlineData("r.csv", "id,t\n1,\"aé\n2,b\n", "line 2, column 3: a quote that is never closed")]
    [InlineData("r.csv", "id,t\n1,\"a\n\"x\"\n", "line 3, column 2: text after a field's closing quote")]
    [InlineData("r.csv", "id,t\r1,a\r", "line 1, column 5: a carriage return that ends no line")]
    [InlineData("r.csv", "id,ID\n1,2\n", "line 1, column 4: the header has a second id column")]
    [InlineData("r.csv", "id,t\n1,a\n\n2,b\n", "line 3: it is empty and a record follows it")]
    [InlineData("r.jsonl", "", "it holds no record")]
    [InlineData("r.jsonl", " \n\n", "it holds no record")]
    [InlineData("r.csv", "id,t\n", "it holds no record")]
    [InlineData("r.json", "{}", "its name ends in '.json', so its format is unknown")]
    public async Task A_bad_file_is_answered_with_place_and_reason(string name, string content, string expected)
    {
        var path = _folder.Write(name, content);
        var message = await Refusal(path);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line 2, column 7: byte 0xE9 is not UTF-8", "{\"ä\":1}\n{\"x\":\"é\"}\n")]
    [InlineData("line 1, column 1: the file is UTF-16", "{}", true)]
    public async Task A_file_that_is_not_UTF_8_is_answered_with_the_byte(string expected, string content, bool utf16 = false)
    {
        byte[] bytes = utf16
            ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(content)]
            : [.. Encoding.UTF8.GetBytes(content[..content.IndexOf('é')]), 0xE9, .. "\"}\n"u8];
        Assert.Contains(expected, await Refusal(_folder.Write("r.jsonl", bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_missing_or_a_folder_is_answered_with_what_to_do()
    {
        Assert.Contains("there is no such file; './aa records", await Refusal(_folder.File("none.jsonl")), StringComparison.Ordinal);
        Assert.Contains("there is no such file", await Refusal(_folder.File("none/none.csv")), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("folder.jsonl"));
        Assert.Contains("it is a folder", await Refusal(_folder.File("folder.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_largest_record_that_can_travel_is_taken_and_one_byte_more_is_refused_with_its_size()
    {
        var filler = new string('x', RecordLimits.MaxBodyBytes - 2);
        Assert.Equal(RecordLimits.MaxBodyBytes, (await RecordFile.ValidateAsync(_folder.Write("r.jsonl", $"\"{filler}\"\n"))).LargestBody);
        var message = await Refusal(_folder.Write("r.jsonl", $"{{}}\n\"{filler}x\"\n"));
        Assert.Contains($"line 2: the record cannot travel: it has {RecordLimits.MaxBodyBytes + 1:N0} bytes", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r.jsonl", "{}\n", "line 2", "put one record on each line")]
    [InlineData("r.csv", "id\n\"", "line 2", "close every quote")]
    public async Task A_line_without_end_is_given_up_before_it_fills_memory(string name, string beginning, string place, string advice)
    {
        var path = _folder.File(name);
        await using (var file = new FileStream(path, FileMode.CreateNew))
        {
            file.Write(Encoding.UTF8.GetBytes(beginning));
            // A hole: 8 GiB of zero bytes that take no room on disk. Read whole they would not fit.
            file.SetLength(8L * 1024 * 1024 * 1024);
        }

        var before = GC.GetTotalAllocatedBytes();
        var message = await Refusal(path);
        Assert.Contains($"{place}: the record has no end within 16 MiB", message, StringComparison.Ordinal);
        Assert.EndsWith(advice, message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 512L * 1024 * 1024);
    }

    [Fact]
    public async Task A_file_that_became_shorter_after_it_was_checked_is_not_taken_for_the_end()
    {
        var path = _folder.Write("r.jsonl", "{}\n{}\n{}\n");
        var summary = await RecordFile.ValidateAsync(path);
        _folder.Write("r.jsonl", "{}\n{}\n");
        var wrong = await Assert.ThrowsAsync<UnusableInputException>(async () =>
        {
            await foreach (var record in RecordFile.ReadAsync(path, 1, summary.Count - 1))
                Assert.Equal(2, record.Line);
        });
        Assert.Contains("it ends after record 2, before record 3; it changed", wrong.Message, StringComparison.Ordinal);
    }

    private static async Task<string> Refusal(string path) =>
        (await Assert.ThrowsAsync<UnusableInputException>(() => RecordFile.ValidateAsync(path))).Message;
}
