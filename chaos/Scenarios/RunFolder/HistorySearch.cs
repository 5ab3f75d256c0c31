using System.Text;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;

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

    /// <summary>
    /// The last events of a target, oldest first: what it wrote of itself, what the lab wrote of it and of what it lives on, and for a database
    /// or table, which write nothing, what its stage's container wrote. The operations that an emulator served are left out.
    /// </summary>
    public static IReadOnlyList<HistoryEvent> OfComponent(string folder, string name, int most)
    {
        var target = Target.All.FirstOrDefault(t => t.Name == name);
        var writer = target is { Kind: TargetKind.Database or TargetKind.Table, Region: { } region, Part: { } stage } ? Components.Container(region, Stage.Parse(stage)) : name;
        var tail = new HistoryTail(folder, _ => TailBytes);
        return
        [
            .. tail.Read().Where(e => (e.Component == writer && e.Event != HistoryEvents.Served) || e.Target == name || (target?.Host is { } host && e.Target == host.Name)).TakeLast(most),
        ];
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
