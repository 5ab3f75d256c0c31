namespace ActiveActive.Scenarios.Records;

/// <summary>
/// Cuts a file into records and holds one of them at a time. A record ends with LF or CRLF, which do not belong to it; where
/// <paramref name="quoted"/> is set, line ends between quotes do. A byte-order mark at the beginning is skipped.
/// </summary>
internal sealed class RecordScanner(Stream file, bool quoted)
{
    /// <summary>Beyond this a line is not a record that somebody meant, and is not read into memory.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _inQuotes;
    private bool _atEnd;
    private bool _begun;
    private long _line = 1;

    /// <summary>The next record, or null at the end of the file.</summary>
    public async ValueTask<RawRecord?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_begun && TryCut() is { } record)
                return record;
            if (_atEnd)
                return _start == _end ? null : Take(_end, _end);
            if (_end - _start > MaxBytes)
                return new RawRecord(_line, _buffer.AsMemory(_start, MaxBytes), TooLong: true);
            await FillAsync(cancellation);
        }
    }

    /// <summary>Looks for the record's end in what has been read and not yet looked at.</summary>
    private RawRecord? TryCut()
    {
        while (_scanned < _end)
        {
            var rest = _buffer.AsSpan(_scanned, _end - _scanned);
            var found = _inQuotes ? rest.IndexOf((byte)'"') : quoted ? rest.IndexOfAny((byte)'\n', (byte)'"') : rest.IndexOf((byte)'\n');
            if (found < 0)
            {
                _scanned = _end;
                return null;
            }

            var at = _scanned + found;
            _scanned = at + 1;
            if (_buffer[at] == '\n')
                return Take(at, at + 1);
            // A doubled quote toggles twice, so it stays inside.
            _inQuotes = !_inQuotes;
        }

        return null;
    }

    private RawRecord Take(int end, int next)
    {
        var bytes = _buffer.AsMemory(_start, end - _start);
        // At the end of the file a carriage return without its line feed is not a line's end.
        if (next > end && bytes.Length > 0 && bytes.Span[^1] == '\r')
            bytes = bytes[..^1];
        var record = new RawRecord(_line, bytes, TooLong: false);
        _line += _buffer.AsSpan(_start, next - _start).Count((byte)'\n');
        _start = _scanned = next;
        _inQuotes = false;
        return record;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_scanned, _end, _start) = (_scanned - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await file.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        _atEnd = read == 0;
        if (_begun || (_end < 3 && !_atEnd))
            return;
        _begun = true;
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _start = _scanned = 3;
    }
}
