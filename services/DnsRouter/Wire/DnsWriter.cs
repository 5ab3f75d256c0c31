using System.Buffers.Binary;

namespace ActiveActive.DnsRouter.Wire;

/// <summary>Writes a message, compressing names against those written before. Never longer than a DNS message can be.</summary>
public sealed class DnsWriter
{
    /// <summary>Bytes of the longest message: TCP's length prefix has 16 bits.</summary>
    public const int MaxMessageLength = 65_535;

    /// <summary>A pointer has 14 bits for its target.</summary>
    private const int PointersReach = 0x4000;

    private readonly List<int> _labels = [];
    private byte[] _buffer = new byte[512];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _buffer[..Length];

    /// <summary>One byte.</summary>
    public void Byte(byte value) => Next(1)[0] = value;

    /// <summary>Two bytes, network order.</summary>
    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Next(2), value);

    /// <summary>Four bytes, network order.</summary>
    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Next(4), value);

    /// <summary>Bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Next(value.Length));

    /// <summary>Two bytes that <see cref="CloseLength"/> fills with the number of bytes written after them.</summary>
    public int OpenLength()
    {
        UInt16(0);
        return Length;
    }

    /// <summary>Fills in a length opened before.</summary>
    public void CloseLength(int opened) => BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(opened - 2), (ushort)(Length - opened));

    /// <summary>A name; the longest suffix that is in the message already becomes a pointer.</summary>
    public void Name(DnsName name)
    {
        var rest = name.Wire;
        while (rest[0] != 0)
        {
            foreach (var earlier in _labels)
            {
                if (!Spells(earlier, rest))
                    continue;
                UInt16((ushort)(0xC000 | earlier));
                return;
            }

            if (Length < PointersReach)
                _labels.Add(Length);
            Bytes(rest[..(1 + rest[0])]);
            rest = rest[(1 + rest[0])..];
        }

        Byte(0);
    }

    /// <summary>Does the name at <paramref name="at"/>, pointers followed, read <paramref name="name"/>?</summary>
    private bool Spells(int at, ReadOnlySpan<byte> name)
    {
        while (true)
        {
            if (at >= Length)
                return false;
            var mark = _buffer[at];
            if ((mark & 0xC0) == 0xC0)
            {
                at = ((mark & 0x3F) << 8) | _buffer[at + 1];
                continue;
            }

            if (mark != name[0] || at + 1 + mark > Length || !DnsName.Same(_buffer.AsSpan(at, 1 + mark), name[..(1 + mark)]))
                return false;
            if (mark == 0)
                return true;
            at += 1 + mark;
            name = name[(1 + mark)..];
        }
    }

    private Span<byte> Next(int count)
    {
        if (Length + count > MaxMessageLength)
            throw new InvalidOperationException($"a DNS message has at most {MaxMessageLength} bytes");
        if (Length + count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        var next = _buffer.AsSpan(Length, count);
        Length += count;
        return next;
    }
}
