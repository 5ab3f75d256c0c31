using ActiveActive.Contracts.History;
using ActiveActive.Hosting.History;
using ActiveActive.RecordSource;
using Xunit;

namespace ActiveActive.UnitTests.RecordSource;

/// <summary>The source's history is its journal: a new life knows what earlier ones had acknowledged.</summary>
public sealed class AcknowledgedRecordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SourceRig _rig = new();

    private string Journal => _folder.File("record-source.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_an_earlier_life_had_acknowledged_is_never_sent_again_and_the_rest_is()
    {
        Write(
            new HistoryEvent(HistoryEvents.Publishing) { Record = "a", Batch = 1 },
            new HistoryEvent(HistoryEvents.Acknowledged) { Record = "a", Batch = 1 },
            new HistoryEvent(HistoryEvents.Publishing) { Record = "b", Batch = 1 },
            new HistoryEvent(HistoryEvents.Unknown) { Record = "b", Batch = 1, Detail = "not acknowledged" },
            new HistoryEvent(HistoryEvents.Publishing) { Record = "c", Batch = 1 });
        var known = AcknowledgedRecords.FromHistory(Journal);
        Assert.Equal((1, 1, null, null), (known.Count, known.BatchOf("a"), known.BatchOf("b"), known.BatchOf("c")));
        var life = _rig.NewLife(known);
        var report = _rig.Run(() => life.PublishAsync(1, SourceRig.Records(1, ["a", "b", "c"]), default));
        Assert.Equal((2, 1), (report.Acknowledged, report.PassedOver));
        Assert.Equal(["b", "c"], _rig.One.Ids.Concat(_rig.Two.Ids).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_line_that_a_kill_tore_is_passed_over_and_those_of_the_next_life_are_read()
    {
        Write(new HistoryEvent(HistoryEvents.Acknowledged) { Record = "a", Batch = 1 });
        File.AppendAllText(Journal, """{"event":"acknowledged","record":"b","ba""");
        Write(new HistoryEvent(HistoryEvents.Acknowledged) { Record = "c", Batch = 2 });
        var known = AcknowledgedRecords.FromHistory(Journal);
        Assert.Equal((2, 1, null, 2), (known.Count, known.BatchOf("a"), known.BatchOf("b"), known.BatchOf("c")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing-here.jsonl")]
    public void Without_a_journal_nothing_is_known(string name) =>
        Assert.Equal(0, AcknowledgedRecords.FromHistory(name.Length == 0 ? "" : _folder.File(name)).Count);

    private void Write(params HistoryEvent[] lines)
    {
        using var history = new JsonLinesHistory(Journal, "record-source", _rig.Time);
        history.Write(lines);
    }
}
