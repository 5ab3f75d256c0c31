using System.Text;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>
/// Where a row stands in its table: by a hash of the hash key, then by the hash key, then by the range key. So one partition's
/// rows are neighbours in the order of their range keys, and a scan goes through partitions in an order that no insert disturbs.
/// </summary>
/// <param name="Hash">64 bits of the hash key.</param>
/// <param name="Partition">The hash key's value; null for an edge of a span of hashes.</param>
/// <param name="Range">The range key's value; null without one, or for an edge of a partition.</param>
/// <param name="Edge">0 for a row, below 0 for a place just before all that matches, above 0 for one just after.</param>
public readonly record struct RowKey(ulong Hash, AttributeValue? Partition, AttributeValue? Range, sbyte Edge) : IComparable<RowKey>
{
    /// <summary>The key of a row.</summary>
    public static RowKey Of(AttributeValue partition, AttributeValue? range) => new(HashOf(partition), partition, range, 0);

    /// <inheritdoc/>
    public int CompareTo(RowKey other)
    {
        var order = Hash.CompareTo(other.Hash);
        if (order != 0)
            return order;
        if (Partition is null || other.Partition is null)
            return Edge.CompareTo(other.Edge);
        order = Compare(Partition, other.Partition);
        if (order != 0)
            return order;
        if (Range is null || other.Range is null)
            return Edge.CompareTo(other.Edge);
        order = Compare(Range, other.Range);
        return order != 0 ? order : Edge.CompareTo(other.Edge);
    }

    /// <summary>A key of several attributes is a list; an edge may have only its first ones, and equals all that begins so.</summary>
    private static int Compare(AttributeValue a, AttributeValue b)
    {
        if (a is not AttributeValue.L { Value: var left } || b is not AttributeValue.L { Value: var right })
            return ValueOrder.Compare(a, b);
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            if (ValueOrder.Compare(left[i], right[i]) is var order && order != 0)
                return order;
        }

        return 0;
    }

    /// <summary>FNV-1a with a final mix, over the value's bytes: the same on every machine, and spread over all 64 bits.</summary>
    public static ulong HashOf(AttributeValue partition)
    {
        var hash = 14695981039346656037UL;
        switch (partition)
        {
            case AttributeValue.S s:
                Span<byte> utf8 = stackalloc byte[DynamoLimits.HashKeyBytes];
                if (!Encoding.UTF8.TryGetBytes(s.Value, utf8, out var written))
                    throw new ArgumentException("a hash key has at most 2,048 bytes", nameof(partition));
                hash = Add(hash, utf8[..written]);
                break;
            case AttributeValue.B b:
                hash = Add(hash, b.Value.Span);
                break;
            case AttributeValue.N n:
                Span<byte> fields = stackalloc byte[21];
                System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(fields, n.Value.Coefficient);
                System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(fields[16..], n.Value.Exponent);
                fields[20] = n.Value.IsNegative ? (byte)1 : (byte)0;
                hash = Add(hash, fields);
                break;
            case AttributeValue.L several:
                Span<byte> one = stackalloc byte[8];
                foreach (var value in several.Value)
                {
                    System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(one, HashOf(value));
                    hash = Add(hash, one);
                }

                break;
        }

        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }
}
