using ActiveActive.Scenarios.RunFolders;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>Histories that are read while they are written.</summary>
public sealed class HistoryTailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _histories;

    public HistoryTailTests() => _histories = Directory.CreateDirectory(_folder.File("histories")).FullName;

    [Fact]
    public void A_line_is_told_once_and_only_when_it_is_whole()
    {
        var tail = new HistoryTail(_histories, _ => int.MaxValue);
        Append("a", Line("received", 1) + "\n" + Line("stored", 2)[..20]);
        Assert.Equal(["received"], Words(tail));
        Assert.Empty(tail.Read());
        Append("a", Line("stored", 2)[20..] + "\n");
        Assert.Equal(["stored"], Words(tail));
    }

    [Fact]
    public void A_line_that_its_killed_writer_left_torn_hides_no_other()
    {
        Append("a", Line("received", 1) + "\n" + Line("stored", 2)[..30] + "\n" + Line("accepted", 3) + "\n");
        Assert.Equal(["received", "accepted"], Words(new HistoryTail(_histories, _ => int.MaxValue)));
    }

    [Fact]
    public void What_was_there_before_is_told_as_far_back_as_was_asked_and_files_are_told_by_time()
    {
        Append("a", Line("received", 1) + "\n" + Line("removed", 4) + "\n");
        Append("b", Line("stored", 2) + "\n");
        Assert.Equal(["received", "stored", "removed"], Words(new HistoryTail(_histories, _ => int.MaxValue)));
        Assert.Equal(["removed"], Words(new HistoryTail(_histories, name => name == "a" ? Line("removed", 4).Length + 10 : 0)));
    }

    [Fact]
    public void A_file_that_comes_later_is_told_from_its_beginning()
    {
        var tail = new HistoryTail(_histories, _ => 0);
        Assert.Empty(tail.Read());
        Append("late", Line("received", 1) + "\n");
        Assert.Equal(["received"], Words(tail));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Words(HistoryTail tail) => tail.Read().Select(e => e.Event);

    private static string Line(string word, int second) =>
        $$"""{"event":"{{word}}","at":"2026-01-01T12:00:0{{second}}+00:00","component":"r1/core","life":"x","seq":{{second}},"record":"r"}""";

    private void Append(string name, string text) => File.AppendAllText(Path.Combine(_histories, name + ".jsonl"), text);
}
