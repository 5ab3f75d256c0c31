using System.Text.Json;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>
/// Merges the components' own history files into one, by time. Each file's lines stay in their order whatever its clock did, and
/// lines are copied as they are: a torn one stays where it was among its component's.
/// </summary>
internal static class HistoryMerge
{
    public static void Write(IEnumerable<string> files, Stream merged)
    {
        var sources = files.Select(f => new Source(f)).ToList();
        try
        {
            var next = new PriorityQueue<Source, (DateTimeOffset, int)>();
            for (var i = 0; i < sources.Count; i++)
            {
                sources[i].Rank = i;
                if (sources[i].Next())
                    next.Enqueue(sources[i], (sources[i].At, i));
            }

            while (next.TryDequeue(out var source, out _))
            {
                merged.Write(source.Line);
                merged.WriteByte((byte)'\n');
                if (source.Next())
                    next.Enqueue(source, (source.At, source.Rank));
            }
        }
        finally
        {
            foreach (var source in sources)
                source.Dispose();
        }
    }

    private sealed class Source(string path) : IDisposable
    {
        private readonly LineReader _lines = new(path);
        private byte[] _line = [];
        private int _length;

        public int Rank { get; set; }

        public DateTimeOffset At { get; private set; } = DateTimeOffset.MinValue;

        public ReadOnlySpan<byte> Line => _line.AsSpan(0, _length);

        public bool Next()
        {
            if (!_lines.Next(out var line))
                return false;
            if (_line.Length < line.Length)
                _line = new byte[line.Length * 2];
            line.CopyTo(_line);
            _length = line.Length;
            // Never back in time, and a line without a time comes right after the one before it.
            if (TimeOf(line) is { } at && at > At)
                At = at;
            return true;
        }

        public void Dispose() => _lines.Dispose();

        private static DateTimeOffset? TimeOf(ReadOnlySpan<byte> line)
        {
            try
            {
                var json = new Utf8JsonReader(line);
                while (json.Read())
                {
                    if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && json.ValueTextEquals("at"u8))
                        return json.Read() && json.TokenType == JsonTokenType.String && json.TryGetDateTimeOffset(out var at) ? at : null;
                }
            }
            catch (JsonException)
            {
                // Torn: it has no time of its own.
            }

            return null;
        }
    }
}
