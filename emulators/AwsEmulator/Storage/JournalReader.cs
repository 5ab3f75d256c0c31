using System.Buffers;
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

    /// <summary>Where the snapshot ends.</summary>
    public long SnapshotEnd { get; private set; }

    /// <summary>Where the last whole group ends.</summary>
    public long End { get; private set; }

    /// <summary>The number of the last whole group.</summary>
    public long LastGroup { get; private set; }

    /// <summary>Hands over every change in order.</summary>
    public void Read(Action<byte, ReadOnlySpan<byte>> replay)
    {
        var length = file.Length;
        var header = new byte[JournalFormat.HeaderBytes];
        SnapshotEnd = JournalFormat.ReadHeader(header.AsSpan(0, file.Read(header, 0)), path);
        End = JournalFormat.HeaderBytes;
        byte[] buffer = [];
        try
        {
            while (End < length && ReadGroup(End, length, ref buffer, out var size, out var number) && Follows(number))
            {
                Replay(buffer.AsSpan(JournalFormat.GroupHeaderBytes, size - JournalFormat.GroupHeaderBytes), replay);
                End += size;
                LastGroup = number;
            }
        }
        finally
        {
            if (buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(buffer);
        }

        if (End < SnapshotEnd || (End < length && HasIntactGroupAfter(End, length)))
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

    private bool ReadGroup(long offset, long length, ref byte[] buffer, out int size, out long number)
    {
        size = 0;
        number = 0;
        Span<byte> header = stackalloc byte[JournalFormat.GroupHeaderBytes];
        if (file.Read(header, offset) < header.Length || !JournalFormat.LooksLikeGroup(header, length - offset, out var body, out number))
            return false;
        size = JournalFormat.GroupHeaderBytes + body;
        if (buffer.Length < size)
        {
            if (buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(size);
        }

        return file.Read(buffer.AsSpan(0, size), offset) == size && JournalFormat.IsIntact(buffer.AsSpan(0, size));
    }

    private bool HasIntactGroupAfter(long offset, long length)
    {
        var window = new byte[ScanBytes];
        byte[] group = [];
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(magic, JournalFormat.GroupMagic);
        for (var at = offset + 1; at < length; at += ScanBytes - magic.Length + 1)
        {
            var rest = window.AsSpan(0, file.Read(window, at));
            for (var skipped = 0; rest.IndexOf(magic) is var found and >= 0;)
            {
                if (ReadGroup(at + skipped + found, length, ref group, out _, out var number) && number > LastGroup)
                    return true;
                skipped += found + 1;
                rest = rest[(found + 1)..];
            }
        }

        return false;
    }
}
