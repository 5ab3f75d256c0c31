using ActiveActive.Contracts;

namespace ActiveActive.Simulation.Servers;

/// <summary>
/// One region's database of a global database: rows keyed by record id, of which the first stays; a log of those that it accepted
/// itself, which the other side pulls. Model of what `emulators/Aurora` sets up in PostgreSQL.
/// </summary>
public sealed class AuroraDatabase(Region region, string name)
{
    private readonly Dictionary<string, Row> _rows = [];
    private readonly List<Row> _log = [];

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Where it is.</summary>
    public Region Region => region;

    /// <summary>True for a secondary, which takes no writes.</summary>
    public bool IsFenced { get; set; } = region == Region.Two;

    /// <summary>True while it refuses connections.</summary>
    public bool IsRefused { get; set; }

    /// <summary>True while replication into it is paused.</summary>
    public bool IsInflowPaused { get; set; }

    /// <summary>How much of the other side's log is applied here.</summary>
    public int Applied { get; set; }

    /// <summary>All rows.</summary>
    public IReadOnlyCollection<Row> Rows => _rows.Values;

    /// <summary>What it accepted itself, in order.</summary>
    public IReadOnlyList<Row> Log => _log;

    /// <summary>True when it has a record.</summary>
    public bool Has(string id) => _rows.ContainsKey(id);

    /// <summary>INSERT … ON CONFLICT DO NOTHING.</summary>
    /// <returns>The ids that were inserted.</returns>
    /// <exception cref="ServiceFault">It takes no connections, or no writes.</exception>
    public IReadOnlySet<string> Insert(IReadOnlyList<Record> records, string by, DateTimeOffset at)
    {
        CheckWritable();
        var fresh = new HashSet<string>();
        foreach (var record in records)
        {
            var row = new Row(record, by, at, region.Name, null);
            if (!_rows.TryAdd(record.Id, row))
                continue;
            _log.Add(row);
            fresh.Add(record.Id);
        }

        return fresh;
    }

    /// <summary>Holds that a worker can write.</summary>
    /// <exception cref="ServiceFault">It cannot.</exception>
    public void CheckWritable()
    {
        if (IsRefused)
            throw new ServiceFault($"55000: database \"{name}\" is not currently accepting connections");
        if (IsFenced)
            throw new ServiceFault("25006: cannot execute INSERT in a read-only transaction");
    }

    /// <summary>Applies a row of the other side; one that is here already stays as it was.</summary>
    public void Apply(Row row, DateTimeOffset at) => _rows.TryAdd(row.Record.Id, row with { AppliedAt = at });

    /// <summary>A row.</summary>
    /// <param name="AppliedAt">When replication brought it; null where it was written.</param>
    public sealed record Row(Record Record, string StoredBy, DateTimeOffset StoredAt, string WrittenIn, DateTimeOffset? AppliedAt);
}
