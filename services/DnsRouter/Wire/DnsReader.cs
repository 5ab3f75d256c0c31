using System.Buffers.Binary;

namespace ActiveActive.DnsRouter.Wire;

/// <summary>
/// Reads a message from front to back and throws <see cref="DnsFormatException"/> rather than read past its end. A compression
/// pointer must point before everything that the name has visited so far, so that no chain of pointers can loop.
/// </summary>
public ref struct DnsReader(ReadOnlySpan<byte> message)
{
    private const int HeaderLength = 12;
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Where the next read begins.</summary>
    public int Position { get; private set; }

    /// <summary>True when nothing is left.</summary>
    public readonly bool AtEnd => Position == _message.Length;

    /// <summary>One byte.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>Two bytes, network order.</summary>
    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    /// <summary>Four bytes, network order.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>The next <paramref name="count"/> bytes.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _message.Length - Position)
            throw new DnsFormatException($"the message ends at {_message.Length}, inside a field that begins at {Position}");
        var taken = _message.Slice(Position, count);
        Position += count;
        return taken;
    }

    /// <summary>A name, following compression pointers backward.</summary>
    public DnsName ReadName()
    {
        Span<byte> name = stackalloc byte[DnsName.MaxWireLength];
        var length = 0;
        var at = Position;
        var pointersGoBelow = Position;
        var continueAt = -1;
        while (true)
        {
            var mark = ByteAt(at);
            switch (mark & 0xC0)
            {
                case 0x00:
                    if (length + 1 + mark > DnsName.MaxWireLength)
                        throw new DnsFormatException($"a name is longer than {DnsName.MaxWireLength} bytes");
                    if (at + 1 + mark > _message.Length)
                        throw new DnsFormatException("the message ends inside a label");
                    _message.Slice(at, 1 + mark).CopyTo(name[length..]);
                    length += 1 + mark;
                    at += 1 + mark;
                    if (mark != 0)
                        break;
                    Position = continueAt < 0 ? at : continueAt;
                    return DnsName.FromWire(name[..length]);
                case 0xC0:
                    var target = ((mark & 0x3F) << 8) | ByteAt(at + 1);
                    if (target >= pointersGoBelow || target < HeaderLength)
                        throw new DnsFormatException($"the compression pointer at {at} points to {target}, which is not an earlier name");
                    if (continueAt < 0)
                        continueAt = at + 2;
                    at = pointersGoBelow = target;
                    break;
                default:
                    throw new DnsFormatException($"the byte at {at} is neither a label nor a pointer");
            }
        }
    }

    private readonly byte ByteAt(int at) => at < _message.Length ? _message[at] : throw new DnsFormatException("the message ends inside a name");
}
