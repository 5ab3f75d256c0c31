using System.Globalization;
using System.Text;
using System.Text.Json;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Exploration;

/// <summary>A history as text: for people, a line for each event, and as the lines of history.jsonl. Two runs are the same when the latter are, byte for byte.</summary>
public static class HistoryText
{
    /// <summary>All lines.</summary>
    public static string Write(IEnumerable<HistoryEvent> events)
    {
        var text = new StringBuilder();
        foreach (var e in events)
            text.Append(Line(e)).Append('\n');
        return text.ToString();
    }

    /// <summary>All of it, as a real component writes it.</summary>
    public static string Exact(IEnumerable<HistoryEvent> events) => string.Join('\n', events.Select(e => JsonSerializer.Serialize(e, HistoryJson.Default.HistoryEvent)));

    /// <summary>One line.</summary>
    public static string Line(HistoryEvent e)
    {
        var what = new[]
        {
            e.Record, e.Queue is null ? null : $"queue {e.Queue}", e.Store is null ? null : $"store {e.Store}", e.Operation, e.Count is null ? null : $"× {e.Count}",
            e.Attempt is null ? null : $"#{e.Attempt}", e.MessageId is null ? null : $"message {e.MessageId[..8]}", e.Fresh is false ? "not fresh" : null, e.State,
            e.Kind, e.Target, e.Region, e.Detail,
        };
        return string.Create(CultureInfo.InvariantCulture, $"{e.At:HH:mm:ss.ffffff} {e.Component,-20} {e.Life,-2} {e.Event,-17} {string.Join(", ", what.Where(w => w is not null))}");
    }
}
