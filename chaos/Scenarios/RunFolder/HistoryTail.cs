using System.Text.Json;
using ActiveActive.Contracts.History;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>
/// Follows the components' histories while they grow. A line that is only half there is read when it is whole; one that never will
/// be, because its writer was killed, is passed over: here it is shown, and judged elsewhere.
/// </summary>
/// <param name="folder">Of the histories.</param>
/// <param name="back">How many bytes of a file that is there already are read at first, by its name: what is longer ago is not told.</param>
public sealed class HistoryTail(string folder, Func<string, int> back)
{
    // More than a component writes between two looks; what is beyond is read with the next one.
    private const int MostBytesAtOnce = 4 * 1024 * 1024;

    private readonly Dictionary<string, long> _read = [];
    private bool _begun;

    /// <summary>What has been written since the last call, in the order of time, each file's in its own order.</summary>
    public IReadOnlyList<HistoryEvent> Read()
    {
        var events = new List<HistoryEvent>();
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
                ReadFile(file, events);
        }

        _begun = true;
        // A stable sort: what one component wrote in one call has one time.
        return [.. events.OrderBy(e => e.At)];
    }

    private void ReadFile(string path, List<HistoryEvent> events)
    {
        var first = !_read.TryGetValue(path, out var from);
        // Most have not grown since the last look.
        if (!first && new FileInfo(path).Length == from)
            return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var length = file.Length;
        if (first)
            from = _begun ? 0 : Math.Max(0, length - back(Path.GetFileNameWithoutExtension(path)));
        if (length <= from)
        {
            _read[path] = Math.Min(from, length);
            return;
        }

        var bytes = new byte[first ? length - from : Math.Min(length - from, MostBytesAtOnce)];
        file.Seek(from, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        // Where it begins in the middle of a file, what comes before the first line end is a part of a line.
        var begin = first && from > 0 ? bytes.AsSpan(0, whole).IndexOf((byte)'\n') + 1 : 0;
        _read[path] = from + whole;
        foreach (var line in bytes.AsSpan(begin, whole - begin).Split((byte)'\n'))
        {
            if (EventOf(bytes.AsSpan(begin, whole - begin)[line]) is { } e)
                events.Add(e);
        }
    }

    private static HistoryEvent? EventOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : JsonSerializer.Deserialize(line, HistoryJson.Default.HistoryEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
