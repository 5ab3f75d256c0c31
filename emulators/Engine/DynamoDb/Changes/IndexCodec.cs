using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>Definitions of indexes as bytes, in the journal and between regions.</summary>
public static class IndexCodec
{
    /// <summary>Stands where 0 is written for an index without a range key and 1 for one with one.</summary>
    private const byte SeveralKeys = 2;

    /// <summary>Writes an index's definition.</summary>
    public static void Write(ValueWriter to, IndexDefinition index)
    {
        to.Text(index.Name);
        ChangeCodec.Write(to, index.Hash);
        var several = index.MoreHash.Count + index.MoreRange.Count > 0;
        to.Byte(several ? SeveralKeys : index.Range is null ? (byte)0 : (byte)1);
        if (several)
        {
            Write(to, index.MoreHash);
            Write(to, index.RangeKeys);
        }
        else if (index.Range is not null)
        {
            ChangeCodec.Write(to, index.Range);
        }

        to.Text(index.Projection);
        to.Number((uint)index.NonKeyAttributes.Count);
        foreach (var attribute in index.NonKeyAttributes)
            to.Text(attribute);
        to.Bool(index.Local);
        to.Number((ulong)index.ReadUnits);
        to.Number((ulong)index.WriteUnits);
    }

    /// <summary>Reads an index's definition.</summary>
    public static IndexDefinition Read(ref ValueReader from)
    {
        var name = from.Text();
        var hash = ChangeCodec.ReadKey(ref from);
        var form = from.Byte();
        var moreHash = form == SeveralKeys ? ReadKeys(ref from) : [];
        var ranges = form switch { SeveralKeys => ReadKeys(ref from), 0 => [], _ => [ChangeCodec.ReadKey(ref from)] };
        var projection = from.Text();
        var attributes = new string[from.Count()];
        for (var i = 0; i < attributes.Length; i++)
            attributes[i] = from.Text();
        return new IndexDefinition
        {
            Name = name,
            Hash = hash,
            Range = ranges.Length == 0 ? null : ranges[0],
            MoreHash = moreHash,
            MoreRange = ranges.Length == 0 ? [] : ranges[1..],
            Projection = projection,
            NonKeyAttributes = attributes,
            Local = from.Bool(),
            ReadUnits = from.Long(),
            WriteUnits = from.Long(),
        };
    }

    private static void Write(ValueWriter to, IReadOnlyList<KeyAttribute> keys)
    {
        to.Number((uint)keys.Count);
        foreach (var key in keys)
            ChangeCodec.Write(to, key);
    }

    private static KeyAttribute[] ReadKeys(ref ValueReader from)
    {
        var keys = new KeyAttribute[from.Count()];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ChangeCodec.ReadKey(ref from);
        return keys;
    }

    /// <summary>Writes the indexes of a table, for another region.</summary>
    public static void WriteAll(ValueWriter to, IReadOnlyList<IndexDefinition> indexes)
    {
        to.Number((uint)indexes.Count);
        foreach (var index in indexes)
            Write(to, index);
    }

    /// <summary>Reads the indexes of a table; an older region sends none.</summary>
    public static IReadOnlyList<IndexDefinition> ReadAll(ref ValueReader from)
    {
        var indexes = new IndexDefinition[from.AtEnd ? 0 : from.Count()];
        for (var i = 0; i < indexes.Length; i++)
            indexes[i] = Read(ref from);
        return indexes;
    }
}
