using System.Buffers.Text;
using System.Text;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>Reads what <see cref="ValueWriter"/> wrote.</summary>
public ref struct ValueReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True when nothing is left.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Yes or no.</summary>
    public bool Bool() => Byte() != 0;

    /// <summary>A whole number from 0 up.</summary>
    public UInt128 Number()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
            return Byte();
        UInt128 value = 0;
        for (var shift = 0; shift <= 126; shift += 7)
        {
            var b = Byte();
            value |= (UInt128)(uint)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw Broken("a number without an end");
    }

    /// <summary>A number of things that follow, each of at least one byte.</summary>
    public int Count()
    {
        var count = Word();
        return count <= (ulong)_rest.Length ? (int)count : throw Broken($"{count} things in {_rest.Length} bytes");
    }

    /// <summary>A whole number from 0 up.</summary>
    public long Long() => (long)Word();

    /// <summary>A whole number of either sign.</summary>
    public long Signed()
    {
        var value = Word();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Text.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>Text that comes again and again, such as a name.</summary>
    public string Name() => SharedNames.Of(Take(Count()));

    /// <summary>An id, as text.</summary>
    public Guid Id() => Utf8Parser.TryParse(Take(Count()), out Guid id, out _) ? id : throw Broken("an id that is none");

    /// <summary>Bytes.</summary>
    public byte[] Bytes() => Take(Count()).ToArray();

    /// <summary>An item, or a map's entries.</summary>
    public Dictionary<string, AttributeValue> Map()
    {
        var count = Count();
        var map = new Dictionary<string, AttributeValue>(count);
        for (var i = 0; i < count; i++)
            map[Name()] = Value();
        return map;
    }

    /// <summary>A value with its type.</summary>
    public AttributeValue Value()
    {
        var tag = Byte();
        switch (tag)
        {
            case 1:
                return new AttributeValue.S(Text());
            case 2:
                var negative = Bool();
                var exponent = (int)Signed();
                return new AttributeValue.N(DynamoNumber.Create(negative, Number(), exponent));
            case 3:
                return new AttributeValue.B(Bytes());
            case 4:
                return AttributeValue.Bool.Of(Bool());
            case 5:
                return AttributeValue.Null.Instance;
            case 6:
                return new AttributeValue.M(Map());
            case 7:
                return new AttributeValue.L(Values());
            case 8:
                return ValueSets.Sorted("SS", Values());
            case 9:
                return ValueSets.Sorted("NS", Values());
            case 10:
                return ValueSets.Sorted("BS", Values());
            default:
                throw Broken($"a value of type {tag}");
        }
    }

    // What is longer than 64 bits is cut off, as a cast would.
    private ulong Word()
    {
        ulong value = 0;
        for (var (shift, at) = (0, 0); at < _rest.Length && at < 10; shift += 7, at++)
        {
            var b = _rest[at];
            value |= (ulong)(b & 0x7F) << shift;
            if (b >= 0x80)
                continue;
            _rest = _rest[(at + 1)..];
            return value;
        }

        throw Broken("a number without an end");
    }

    private AttributeValue[] Values()
    {
        var values = new AttributeValue[Count()];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value();
        return values;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw Broken($"{count} bytes where {_rest.Length} are left");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException Broken(string what) => new($"The bytes are not DynamoDB's: {what}");
}
