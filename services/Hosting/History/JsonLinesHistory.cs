using System.Globalization;
using System.Text.Json;
using ActiveActive.Contracts.History;

namespace ActiveActive.Hosting.History;

/// <summary>
/// History as a file of JSON lines. Each <see cref="Write"/> is one append to the operating system's cache with no buffer of our
/// own in between, so a SIGKILL of this process loses at most the call it interrupts. A new life after a torn last line begins
/// on a line of its own.
/// </summary>
public sealed class JsonLinesHistory : IHistory, IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly MemoryStream _buffer = new();
    private readonly TimeProvider _time;
    private readonly string _component;
    private readonly string _life;
    private long _seq;

    /// <summary>Opens, or goes on with, the file at <paramref name="path"/>.</summary>
    public JsonLinesHistory(string path, string component, TimeProvider time)
    {
        _time = time;
        _component = component;
        // A process id alone may come again after a restart; together with the time of birth it does not.
        _life = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId:x}-{time.GetUtcNow().UtcTicks:x}");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var torn = EndsInsideLine(path);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (torn)
            _file.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Write(params ReadOnlySpan<HistoryEvent> events)
    {
        if (events.IsEmpty)
            return;
        lock (_gate)
        {
            _buffer.SetLength(0);
            var at = _time.GetUtcNow();
            foreach (var e in events)
            {
                var line = e with { At = at, Component = _component, Life = _life, Seq = ++_seq };
                JsonSerializer.Serialize(_buffer, line, HistoryJson.Default.HistoryEvent);
                _buffer.WriteByte((byte)'\n');
            }

            _file.Write(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool EndsInsideLine(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
