using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>Definitions of indexes as bytes, in the journal and between regions.</summary>
public static class IndexCodec
{
    /// <summary>Writes an index's definition.</summary>
    public static void Write(ValueWriter to, IndexDefinition index)
    {
        to.Text(index.Name);
        ChangeCodec.Write(to, index.Hash);
        to.Bool(index.Range is not null);
        if (index.Range is not null)
            ChangeCodec.Write(to, index.Range);
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
        var range = from.Bool() ? ChangeCodec.ReadKey(ref from) : null;
        var projection = from.Text();
        var attributes = new string[from.Count()];
        for (var i = 0; i < attributes.Length; i++)
            attributes[i] = from.Text();
        return new IndexDefinition
        {
            Name = name,
            Hash = hash,
            Range = range,
            Projection = projection,
            NonKeyAttributes = attributes,
            Local = from.Bool(),
            ReadUnits = from.Long(),
            WriteUnits = from.Long(),
        };
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
