using System.Text;
using System.Text.Json;
using ActiveActive.Contracts.History;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>
/// Finds events in histories without making objects of all the others: a line is parsed only when it holds the words that are looked for.
/// </summary>
public static class HistorySearch
{
    private const int TailBytes = 256 * 1024;

    /// <summary>Every event of a record in these files, by time, and the first <paramref name="most"/> of them.</summary>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public static IReadOnlyList<HistoryEvent> OfRecord(IEnumerable<string> files, string record, int most, CancellationToken gone = default)
    {
        // As the writers escape it: an id may hold anything.
        var words = Encoding.UTF8.GetBytes($"\"record\":\"{JsonEncodedText.Encode(record)}\"");
        return [.. files.SelectMany(file => Lines(file, words, e => e.Record == record, gone)).OrderBy(e => e.At).Take(most)];
    }

    /// <summary>The last events that a component wrote, and what the lab wrote of it, oldest first; the operations that an emulator served are left out.</summary>
    public static IReadOnlyList<HistoryEvent> OfComponent(string folder, string component, int most)
    {
        var tail = new HistoryTail(folder, _ => TailBytes);
        return [.. tail.Read().Where(e => (e.Component == component && e.Event != HistoryEvents.Served) || e.Target == component).TakeLast(most)];
    }

    private static List<HistoryEvent> Lines(string path, byte[] words, Func<HistoryEvent, bool> wanted, CancellationToken gone)
    {
        var found = new List<HistoryEvent>();
        using var lines = new LineReader(path);
        while (lines.Next(out var line))
        {
            gone.ThrowIfCancellationRequested();
            if (line.IndexOf(words) < 0)
                continue;
            try
            {
                if (JsonSerializer.Deserialize(line, HistoryJson.Default.HistoryEvent) is { } e && wanted(e))
                    found.Add(e);
            }
            catch (JsonException)
            {
                // Torn: its writer was killed in the middle of it.
            }
        }

        return found;
    }
}
