using System.Buffers.Binary;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>
/// The log on disk. A header, then groups; a group is what one sync made durable, so it is there as a whole or not at all.
/// Header: magic (8), version (4), reserved (4), offset at which the snapshot ends (8), CRC-32C of those 24 bytes (4).
/// Group: magic (4), length of the body (4), CRC-32C of all that follows it (4), the group's number (8), body.
/// Body: entries of part (1), length (4), change. Numbers are little-endian. Groups of a snapshot share one number, that of the
/// last group they stand for; after it each number is the one before plus one.
/// </summary>
internal static class JournalFormat
{
    public const int Version = 1;
    public const int HeaderBytes = 28;
    public const int GroupHeaderBytes = 20;
    public const int EntryHeaderBytes = 5;

    // 0xFE and 0xFF occur in no UTF-8 text, so a message body never looks like the start of a group.
    public const uint GroupMagic = 0xFE41_41FF;
    private const ulong FileMagic = 0x4C4E_524A_4141_FFFE;

    public static byte[] Header(long snapshotEnd)
    {
        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(header, FileMagic);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), snapshotEnd);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), Crc32C.Of(header.AsSpan(0, 24)));
        return header;
    }

    /// <summary>The offset at which the snapshot ends.</summary>
    public static long ReadHeader(ReadOnlySpan<byte> header, string path)
    {
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt64LittleEndian(header) != FileMagic)
            throw new StorageException($"{path} is not a journal of this emulator");
        // The version first: a newer format may have another header behind it.
        if (BinaryPrimitives.ReadInt32LittleEndian(header[8..]) is var version and not Version)
            throw new StorageException($"{path} has format version {version}; this emulator reads version {Version}. Use the newer emulator, or another data directory");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[24..]) != Crc32C.Of(header[..24]))
            throw new StorageException($"{path} is damaged at offset 0: the header's checksum does not match");
        return BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
    }

    /// <summary>Fills in the header of a group whose body is in place.</summary>
    public static void Seal(Span<byte> group, long number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(group, GroupMagic);
        BinaryPrimitives.WriteInt32LittleEndian(group[4..], group.Length - GroupHeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(group[12..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(group[8..], Checksum(group));
    }

    public static bool LooksLikeGroup(ReadOnlySpan<byte> header, long room, out int length, out long number)
    {
        length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        number = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == GroupMagic && length > 0 && length <= room - GroupHeaderBytes;
    }

    public static bool IsIntact(ReadOnlySpan<byte> group) =>
        BinaryPrimitives.ReadUInt32LittleEndian(group[8..]) == Checksum(group);

    // The length counts too: a wrong one must not pass by pointing at other bytes with a good checksum.
    private static uint Checksum(ReadOnlySpan<byte> group) => Crc32C.Of(group[12..], Crc32C.Of(group[4..8]));
}
