namespace ActiveActive.Scenarios.RunFolders;

/// <summary>Reads a file line by line as bytes, through one buffer that grows to the longest line and no further than its bound.</summary>
internal sealed class LineReader(string path) : IDisposable
{
    /// <summary>A record of 400 KB with every byte escaped stays well below.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    private byte[] _buffer = new byte[256 * 1024];
    private int _from;
    private int _to;
    private bool _end;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>False when the line read last is the file's last and has no line end.</summary>
    public bool Ended { get; private set; }

    /// <summary>Reads the next line, without its line end; it is valid until the next call.</summary>
    /// <exception cref="InvalidDataException">A line is longer than any that the lab writes.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var searched = _from;
        while (true)
        {
            var at = _buffer.AsSpan(searched, _to - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsSpan(_from, searched + at - _from);
                _from = searched + at + 1;
                Number++;
                Ended = true;
                return true;
            }

            searched = _to;
            if (_end)
                return Rest(out line);
            searched -= MakeRoom();
            var read = _file.Read(_buffer, _to, _buffer.Length - _to);
            _to += read;
            _end = read == 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool Rest(out ReadOnlySpan<byte> line)
    {
        line = _buffer.AsSpan(_from, _to - _from);
        _from = _to;
        Ended = false;
        if (line.IsEmpty)
            return false;
        Number++;
        return true;
    }

    // Says by how much what is in the buffer moved to its front.
    private int MakeRoom()
    {
        var moved = _from;
        if (_to < _buffer.Length)
            return 0;
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
            return moved;
        }

        if (_buffer.Length >= LongestLine)
            throw new InvalidDataException($"line {Number + 1} is longer than {LongestLine:N0} bytes");
        Array.Resize(ref _buffer, _buffer.Length * 2);
        return 0;
    }
}
