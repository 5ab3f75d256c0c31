using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>
/// Reads history.jsonl. Whoever is killed while it writes leaves a torn line, and that is honest: such a line is passed over when
/// it ends a life. Any other line that is no event is a hole.
/// </summary>
internal sealed partial class HistoryFile
{
    private const int MostHoles = 20;
    private const int KeptOfBroken = 1024;
    private static readonly byte[] Beginning = "{\"event\":\""u8.ToArray();

    private readonly JsonTypeInfo<HistoryEvent> _type;
    private readonly List<HistoryEvent> _events = [];
    private readonly List<(long Number, byte[] Start)> _broken = [];
    private readonly Dictionary<(string Component, string Life), (long Number, string Event)> _lastOf = [];

    private HistoryFile()
    {
        var options = new JsonSerializerOptions(HistoryJson.Default.Options) { RespectRequiredConstructorParameters = true };
        options.Converters.Add(new PooledStrings());
        _type = new HistoryJson(options).HistoryEvent;
    }

    /// <summary>The events, and the holes that can be told from the file alone.</summary>
    public static (IReadOnlyList<HistoryEvent> Events, IReadOnlyList<MissingEvidence> Holes) Read(string path)
    {
        var file = new HistoryFile();
        using (var lines = new LineReader(path))
        {
            while (lines.Next(out var line))
                file.Take(line, lines.Number);
        }

        return (file._events, file.Holes());
    }

    /// <summary>How many events a file holds; an hour's are too many to hold them all only to be counted.</summary>
    public static long Count(string path)
    {
        var file = new HistoryFile();
        var count = 0L;
        using var lines = new LineReader(path);
        while (lines.Next(out var line))
        {
            file.Take(line, lines.Number);
            count += file._events.Count;
            file._events.Clear();
        }

        return count;
    }

    private void Take(ReadOnlySpan<byte> line, long number)
    {
        HistoryEvent? e = null;
        try
        {
            e = JsonSerializer.Deserialize(line, _type);
        }
        catch (JsonException)
        {
            // Judged with the others when it is known what follows.
        }

        if (e is { Event.Length: > 0, Component.Length: > 0, Life.Length: > 0, Seq: > 0 })
        {
            _events.Add(e);
            _lastOf[(e.Component, e.Life)] = (number, e.Event);
        }
        else
        {
            _broken.Add((number, line[..Math.Min(line.Length, KeptOfBroken)].ToArray()));
        }
    }

    private List<MissingEvidence> Holes()
    {
        var holes = _broken.Where(b => !EndsALife(b.Number, b.Start)).Select(b => b.Number).ToList();
        var told = holes.Take(MostHoles)
            .Select(n => new MissingEvidence(EvidenceKinds.History, $"{RunFolderLayout.History} line {n} is not an event"))
            .ToList();
        if (holes.Count > MostHoles)
            told.Add(new MissingEvidence(EvidenceKinds.History, $"{RunFolderLayout.History}: {holes.Count - MostHoles} more lines are not events"));
        return told;
    }

    private bool EndsALife(long number, byte[] start)
    {
        if (!Beginning.AsSpan().StartsWith(start) && !start.AsSpan().StartsWith(Beginning))
            return false;
        if (start.Length > 0 && start[^1] == (byte)'}')
            return false;
        if (Author().Match(Encoding.UTF8.GetString(start)) is not { Success: true } author)
        {
            // Too short to say whose it was. It was the last of a life that did not end in order; a line torn out of the middle of
            // one would show as a gap in that life.
            return _lastOf.Values.Any(l => l.Event != HistoryEvents.Stopped);
        }

        var life = (author.Groups["component"].Value, author.Groups["life"].Value);
        return !_lastOf.TryGetValue(life, out var last) || last.Number < number;
    }

    [GeneratedRegex("""
        "component":"(?<component>[^"\\]+)","life":"(?<life>[^"\\]+)"
        """)]
    private static partial Regex Author();
}
