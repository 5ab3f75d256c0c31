using System.Globalization;
using System.Text;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Exploration;

/// <summary>One record's journey as a sequence diagram: a column for each component that had to do with it, a row for each event.</summary>
public static class SequenceDiagram
{
    private const int Width = 18;

    /// <summary>The diagram of a record, with the faults in between.</summary>
    public static string Draw(IEnumerable<HistoryEvent> events, string record)
    {
        var rows = events.Where(e => e.Record == record || e.Event.StartsWith("fault-", StringComparison.Ordinal)
            || e.Event is HistoryEvents.FoundFailed).ToList();
        var columns = rows.Where(e => e.Record == record).Select(e => e.Component).Distinct().ToList();
        var text = new StringBuilder();
        text.Append("record ").Append(record).Append('\n').Append(' ', 13);
        foreach (var column in columns)
            text.Append(Cell(column));
        text.Append('\n');
        foreach (var e in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{e.At:HH:mm:ss.fff} ");
            if (e.Record != record)
            {
                text.Append("── ").Append(e.Event).Append(' ').Append(e.Kind).Append(' ').Append(e.Target).Append('\n');
                continue;
            }

            var at = columns.IndexOf(e.Component);
            for (var i = 0; i < at; i++)
                text.Append(Cell("│"));
            var note = e.Event is HistoryEvents.Accepted ? $" → {e.Queue}" : e.Fresh is false ? " (again)" : e.Attempt > 1 ? $" #{e.Attempt}" : "";
            text.Append('●').Append(' ').Append(e.Event).Append(note).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Length >= Width ? text[..(Width - 1)] + " " : text.PadRight(Width);
}
