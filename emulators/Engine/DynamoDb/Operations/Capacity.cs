namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>The capacity units that an operation consumed of one table and its indexes.</summary>
public sealed class Capacity
{
    /// <summary>Of the table itself.</summary>
    public double Table { get; set; }

    /// <summary>Of local indexes, by name.</summary>
    public SortedDictionary<string, double>? Local { get; private set; }

    /// <summary>Of global indexes, by name.</summary>
    public SortedDictionary<string, double>? Global { get; private set; }

    /// <summary>All together.</summary>
    public double Total => Table + (Local?.Values.Sum() ?? 0) + (Global?.Values.Sum() ?? 0);

    /// <summary>Adds units of an index.</summary>
    public void Add(Tables.IndexDefinition index, double units)
    {
        if (units == 0)
            return;
        var by = index.Local ? Local ??= new(StringComparer.Ordinal) : Global ??= new(StringComparer.Ordinal);
        by[index.Name] = by.GetValueOrDefault(index.Name) + units;
    }

    /// <summary>Adds what another operation on the table consumed.</summary>
    public void Add(Capacity other)
    {
        Table += other.Table;
        foreach (var (name, units) in other.Local ?? [])
            (Local ??= new(StringComparer.Ordinal))[name] = Local.GetValueOrDefault(name) + units;
        foreach (var (name, units) in other.Global ?? [])
            (Global ??= new(StringComparer.Ordinal))[name] = Global.GetValueOrDefault(name) + units;
    }
}
