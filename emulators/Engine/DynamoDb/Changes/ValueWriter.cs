using System.Buffers;
using System.Text;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>Writes numbers, text and values in the compact form of the journal and of replication.</summary>
public sealed class ValueWriter
{
    private const int ShortText = 42;
    private const int IdLength = 36;
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Begins anew, in the same memory.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>One byte.</summary>
    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>Yes or no.</summary>
    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A whole number from 0 up, seven bits a byte.</summary>
    public void Number(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _buffer.Advance(length);
    }

    /// <summary>The same of a number that may be longer.</summary>
    public void Number(UInt128 value)
    {
        if (value <= ulong.MaxValue)
        {
            Number((ulong)value);
            return;
        }

        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>A whole number of either sign.</summary>
    public void Signed(long value) => Number((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>Text as its length and UTF-8.</summary>
    public void Text(string value)
    {
        // So short that its length is one byte whatever the characters are.
        if (value.Length <= ShortText)
        {
            var span = _buffer.GetSpan(1 + (3 * ShortText));
            var written = Encoding.UTF8.GetBytes(value, span[1..]);
            span[0] = (byte)written;
            _buffer.Advance(1 + written);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Number((uint)length);
        _buffer.Advance(Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length)));
    }

    /// <summary>Bytes with their length.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((uint)value.Length);
        _buffer.Write(value);
    }

    /// <summary>An id, as text.</summary>
    public void Id(Guid value)
    {
        var span = _buffer.GetSpan(1 + IdLength);
        span[0] = IdLength;
        value.TryFormat(span[1..], out var length);
        _buffer.Advance(1 + length);
    }

    /// <summary>An item, or a map's entries.</summary>
    public void Map(IReadOnlyDictionary<string, AttributeValue> map)
    {
        Number((uint)map.Count);
        foreach (var (name, value) in map)
        {
            Text(name);
            Value(value);
        }
    }

    /// <summary>A value with its type.</summary>
    public void Value(AttributeValue value)
    {
        Byte(value.Tag);
        switch (value)
        {
            case AttributeValue.S s:
                Text(s.Value);
                break;
            case AttributeValue.N n:
                Bool(n.Value.IsNegative);
                Signed(n.Value.Exponent);
                Number(n.Value.Coefficient);
                break;
            case AttributeValue.B b:
                Bytes(b.Value.Span);
                break;
            case AttributeValue.Bool b:
                Bool(b.Value);
                break;
            case AttributeValue.M m:
                Map(m.Value);
                break;
            case AttributeValue.L l:
                Values(l.Value);
                break;
            case AttributeValue.Set set:
                Values(set.Elements);
                break;
        }
    }

    private void Values(IReadOnlyList<AttributeValue> values)
    {
        Number((uint)values.Count);
        foreach (var value in values)
            Value(value);
    }
}
