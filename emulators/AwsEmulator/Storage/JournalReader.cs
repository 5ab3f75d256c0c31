using System.Buffers.Binary;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>
/// Reads a log from its start. Ends at the end of the last whole group: a torn tail was never acknowledged. A damaged group with
/// an intact one behind it is no torn tail, because a group is written only after the one before is on disk; nor is damage inside
/// the snapshot, which was on disk before the file got its name. Both are errors: what is lost there had been acknowledged.
/// </summary>
internal sealed class JournalReader(IDiskFile file, string path)
{
    private const int ScanBytes = 1 << 20;
    private byte[] _window = new byte[ScanBytes];
    private long _windowAt;
    private int _windowLength;

    /// <summary>Where the snapshot ends.</summary>
    public long SnapshotEnd { get; private set; }

    /// <summary>Where the last whole group ends.</summary>
    public long End { get; private set; }

    /// <summary>The number of the last whole group.</summary>
    public long LastGroup { get; private set; }

    /// <summary>Where the last byte ends that is not zero. Up to <see cref="End"/> it is the log; behind it, a torn group.</summary>
    public long DirtyEnd { get; private set; }

    /// <summary>Hands over every change in order.</summary>
    public void Read(Action<byte, ReadOnlySpan<byte>> replay)
    {
        var length = file.Length;
        var header = new byte[JournalFormat.HeaderBytes];
        SnapshotEnd = JournalFormat.ReadHeader(header.AsSpan(0, file.Read(header, 0)), path);
        End = JournalFormat.HeaderBytes;
        while (End < length && ReadGroup(End, length, out var group, out var number) && Follows(number))
        {
            Replay(group[JournalFormat.GroupHeaderBytes..], replay);
            End += group.Length;
            LastGroup = number;
        }

        DirtyEnd = FindDirtyEnd(length);
        if (End < SnapshotEnd || (End < DirtyEnd && HasIntactGroupAfter(End, length)))
            throw new StorageException($"{path} is damaged at offset {End}: a group there is broken, but acknowledged ones follow it. Restore the file, or use another data directory");
    }

    private bool Follows(long number) => End < SnapshotEnd || LastGroup == 0 || number == LastGroup + 1;

    private void Replay(ReadOnlySpan<byte> body, Action<byte, ReadOnlySpan<byte>> replay)
    {
        while (!body.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(body[1..]);
            replay(body[0], body.Slice(JournalFormat.EntryHeaderBytes, length));
            body = body[(JournalFormat.EntryHeaderBytes + length)..];
        }
    }

    private bool ReadGroup(long offset, long length, out ReadOnlySpan<byte> group, out long number)
    {
        group = [];
        number = 0;
        var header = At(offset, JournalFormat.GroupHeaderBytes);
        if (header.Length < JournalFormat.GroupHeaderBytes || !JournalFormat.LooksLikeGroup(header, length - offset, out var body, out number))
            return false;
        var size = JournalFormat.GroupHeaderBytes + body;
        group = At(offset, size);
        return group.Length == size && JournalFormat.IsIntact(group);
    }

    // Many small groups come with one read. Fewer bytes at the end of the file; valid until the next call.
    private ReadOnlySpan<byte> At(long offset, int count)
    {
        if (offset < _windowAt || offset + count > _windowAt + _windowLength)
        {
            if (_window.Length < count)
                _window = new byte[count];
            (_windowAt, _windowLength) = (offset, file.Read(_window, offset));
        }

        var at = (int)(offset - _windowAt);
        return _window.AsSpan(at, Math.Min(count, _windowLength - at));
    }

    private long FindDirtyEnd(long length)
    {
        var dirty = End;
        for (var at = End; at < length; at += _windowLength)
        {
            (_windowAt, _windowLength) = (at, file.Read(_window, at));
            if (_windowLength == 0)
                break;
            if (_window.AsSpan(0, _windowLength).LastIndexOfAnyExcept((byte)0) is var last and >= 0)
                dirty = at + last + 1;
        }

        return dirty;
    }

    private bool HasIntactGroupAfter(long offset, long length)
    {
        var window = new byte[ScanBytes];
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(magic, JournalFormat.GroupMagic);
        for (var at = offset + 1; at < length; at += ScanBytes - magic.Length + 1)
        {
            var rest = window.AsSpan(0, file.Read(window, at));
            for (var skipped = 0; rest.IndexOf(magic) is var found and >= 0;)
            {
                if (ReadGroup(at + skipped + found, length, out _, out var number) && number > LastGroup)
                    return true;
                skipped += found + 1;
                rest = rest[(found + 1)..];
            }
        }

        return false;
    }
}
