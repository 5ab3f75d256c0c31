using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.UnitTests.Spec;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HonestRun _run = HonestRun.Of();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_read_again_and_judged_alike()
    {
        var writer = await _run.WriteAsync(_folder);
        var read = RunFolder.Read(writer.FolderPath);

        Assert.Empty(read.Missing);
        Assert.Equal(_run.Given, read.Given);
        Assert.Equal(_run.Deliveries, read.Deliveries);
        Assert.All(Replica.All, r => Assert.Equal(_run.Stores[r], read.RowsOf(r)));
        Assert.Equal(_run.History.Count, read.History!.Count);
        Assert.Equal(_run.History.OrderBy(e => e.At).Select(e => e.Seq), read.History.Select(e => e.Seq));
        Assert.Equal(24, read.Queues!.Count);
        Assert.Equal(_run.Run.DrainedAt, read.Run!.DrainedAt);
        var verdict = Judge.Run(read);
        Assert.Equal(Outcome.Pass, verdict.Outcome);
        Assert.Equal(_run.Judge().Figures.Duplicates, verdict.Figures.Duplicates);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("records.jsonl")]
    [InlineData("history.jsonl")]
    [InlineData("stores/queues.json")]
    [InlineData("stores/deliveries.jsonl")]
    [InlineData("stores/r1-inbound.jsonl")]
    [InlineData("stores/r2-core.jsonl")]
    public async Task A_file_that_is_absent_or_unreadable_is_missing_evidence_once_and_by_name(string file)
    {
        var writer = await _run.WriteAsync(_folder);
        var path = Path.Combine(writer.FolderPath, file);
        var text = await File.ReadAllTextAsync(path);

        File.Delete(path);
        var absent = Judge.Run(RunFolder.Read(writer.FolderPath));
        Assert.Equal(Outcome.Inconclusive, absent.Outcome);
        Assert.Contains($"{file}: there is no such file", absent.MissingEvidence);
        Assert.Single(RunFolder.Read(writer.FolderPath).AllMissing);

        await File.WriteAllTextAsync(path, "nonsense\n" + text);
        var broken = Judge.Run(RunFolder.Read(writer.FolderPath));
        Assert.Equal(Outcome.Inconclusive, broken.Outcome);
        Assert.Contains(broken.MissingEvidence, m => m.StartsWith(file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_without_a_body_makes_its_file_unreadable_and_names_the_line()
    {
        var writer = await _run.WriteAsync(_folder);
        var path = Path.Combine(writer.FolderPath, "stores/r1-core.jsonl");
        var lines = await File.ReadAllLinesAsync(path);
        lines[6] = """{"id":"rec-07","batch":1}""";
        await File.WriteAllLinesAsync(path, lines);

        var read = RunFolder.Read(writer.FolderPath);

        Assert.Null(read.RowsOf(new Replica("r1", "core")));
        Assert.Contains(read.Missing, m => m.What.StartsWith("stores/r1-core.jsonl: line 7 is not readable", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task A_line_torn_by_a_kill_at_the_end_of_a_life_is_no_hole(double where)
    {
        var writer = await _run.WriteAsync(_folder, histories =>
        {
            // The first life of this one was killed; what it began to write stands before the second life's first line.
            var path = WrittenRun.HistoryFile(histories, "r1/preprocess");
            var lines = File.ReadAllLines(path).ToList();
            var rebirth = lines.FindLastIndex(l => l.Contains("\"started\"", StringComparison.Ordinal));
            var next = lines[rebirth - 1].Replace("\"seq\":", "\"seq\":9", StringComparison.Ordinal);
            lines.Insert(rebirth, next[..(int)(next.Length * where)]);
            File.WriteAllLines(path, lines);
        });
        var verdict = Judge.Run(RunFolder.Read(writer.FolderPath));
        Assert.Empty(verdict.MissingEvidence);
        Assert.Equal(Outcome.Pass, verdict.Outcome);
    }

    [Fact]
    public async Task A_line_torn_in_the_middle_of_a_life_is_a_hole()
    {
        var writer = await _run.WriteAsync(_folder, histories =>
        {
            var path = WrittenRun.HistoryFile(histories, "r2/core");
            var lines = File.ReadAllLines(path);
            lines[5] = lines[5][..^10];
            File.WriteAllLines(path, lines);
        });
        var verdict = Judge.Run(RunFolder.Read(writer.FolderPath));
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.Contains(verdict.MissingEvidence, m => m.Contains("r2/core", StringComparison.Ordinal) && m.Contains("event 6 is missing", StringComparison.Ordinal));
        Assert.Contains(verdict.MissingEvidence, m => m.StartsWith("history.jsonl line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_killed_destination_left_of_an_entry_is_no_delivery()
    {
        var writer = await _run.WriteAsync(_folder);
        await File.AppendAllTextAsync(Path.Combine(writer.FolderPath, "stores/deliveries.jsonl"), """{"id":"rec-3""");
        var read = RunFolder.Read(writer.FolderPath);
        Assert.Equal(30, read.Deliveries!.Count);
        Assert.Equal(Outcome.Pass, Judge.Run(read).Outcome);
    }

    [Fact]
    public void A_component_whose_clock_steps_back_keeps_its_lines_in_order()
    {
        var (one, two) = (_folder.File("a.jsonl"), _folder.File("b.jsonl"));
        File.WriteAllLines(one, [Line("a", 1, "12:00:05"), Line("a", 2, "12:00:01"), Line("a", 3, "12:00:07")]);
        File.WriteAllLines(two, [Line("b", 1, "12:00:02"), Line("b", 2, "12:00:06")]);
        var writer = new RunFolderWriter(_folder.File("run"));

        writer.MergeHistory([one, two]);

        Assert.Equal(
            ["b1", "a1", "a2", "b2", "a3"],
            RunFolder.Read(writer.FolderPath).History!.Select(e => $"{e.Component}{e.Seq}"));

        static string Line(string component, int seq, string time) =>
            $$"""{"event":"step","at":"2026-01-05T{{time}}+00:00","component":"{{component}}","life":"l","seq":{{seq}}}""";
    }

    [Fact]
    public async Task A_collection_that_breaks_off_leaves_no_file_that_looks_complete()
    {
        var writer = new RunFolderWriter(_folder.File("run"));
        await Assert.ThrowsAsync<IOException>(() => writer.WriteStoreAsync(new Replica("r1", "core"), BreakingOff(), CancellationToken.None));
        Assert.False(File.Exists(Path.Combine(writer.FolderPath, "stores/r1-core.jsonl")));

        static async IAsyncEnumerable<StoreLine> BreakingOff()
        {
            await Task.Yield();
            yield return new StoreLine("rec-01", 1, "body", "r1/core", default, "r1");
            throw new IOException("the table went away");
        }
    }

    [Fact]
    public void A_folder_that_is_none_of_ours_is_refused_with_a_reason()
    {
        File.WriteAllText(_folder.File("file"), "");
        Assert.Contains("is a file", Refused("file"), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refused("nowhere"), StringComparison.Ordinal);
        Assert.Contains("is not a run folder", Refused(""), StringComparison.Ordinal);

        string Refused(string name) => Assert.Throws<NotARunFolderException>(() => RunFolder.Read(_folder.File(name))).Message;
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_read_whole()
    {
        var body = new string('ü', 200_000);
        var writer = new RunFolderWriter(_folder.File("run"));
        var rows = Enumerable.Range(1, 5).Select(i => new StoreLine($"rec-{i}", 1, body + i, "r1/core", default, "r1"));
        await writer.WriteStoreAsync(new Replica("r1", "core"), rows.ToAsyncEnumerable(), CancellationToken.None);
        writer.WriteRun(_run.Run);

        var read = RunFolder.Read(writer.FolderPath).RowsOf(new Replica("r1", "core"))!;

        Assert.Equal(Enumerable.Range(1, 5).Select(i => BodyDigest.Of(body + i)), read.Select(r => r.Body));
    }
}
