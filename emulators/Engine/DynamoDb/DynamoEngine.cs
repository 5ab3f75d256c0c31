using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb;

/// <summary>
/// DynamoDB of one region as a state machine: an operation and a time go in, a result and changes come out. It knows no disk,
/// clock, HTTP or other region. The same changes, applied in the same order to a new engine, give the same state again: that is
/// how the journal brings it back. Not thread-safe: who drives it takes turns.
/// </summary>
public sealed class DynamoEngine(string region)
{
    private readonly SortedDictionary<string, Table> _tables = new(StringComparer.Ordinal);

    /// <summary>The AWS name of the region, written into every stamp.</summary>
    public string Region { get; } = region;

    /// <summary>Orders writes across regions.</summary>
    public HiddenClock Clock { get; } = new();

    /// <summary>The clients' tokens of transactions.</summary>
    public RequestTokens Tokens { get; } = new();

    /// <summary>All tables by name.</summary>
    public IReadOnlyDictionary<string, Table> Tables => _tables;

    /// <summary>The table, for an operation of the data plane.</summary>
    /// <exception cref="DynamoException">There is none.</exception>
    public Table Table(string name) => _tables.GetValueOrDefault(name) ?? throw DynamoException.NoTable();

    /// <summary>Changes the state.</summary>
    public void Apply(Change change)
    {
        switch (change)
        {
            case Change.RowWritten row:
                Clock.Observe(row.Stamp.Time);
                var written = _tables[row.Table];
                written.Write(written.Schema.KeyOfItem(row.Item), row.Deleted ? null : row.Item, row.Stamp, row.Sequence);
                break;
            case Change.CursorMoved moved:
                var replica = _tables[moved.Table].Replicas[moved.Region];
                (replica.TableId, replica.Cursor) = (moved.TableId, moved.Sequence);
                break;
            case Change.TableCreated created:
                _tables.Add(created.Definition.Name, new Table(created.Definition with { Indexes = [] }));
                break;
            case Change.TableDeleted deleted:
                _tables.Remove(deleted.Table);
                break;
            case Change.IndexAdded index:
                _tables[index.Table].AddIndex(index.Index);
                break;
            case Change.IndexRemoved index:
                _tables[index.Table].RemoveIndex(index.Index);
                break;
            case Change.TokenUsed used:
                Tokens.Add(used);
                break;
            case Change.ReplicaAdded added:
                _tables[added.Table].AddReplica(added.Region, added.Active);
                break;
            case Change.ReplicaRemoved removed:
                _tables[removed.Table].RemoveReplica(removed.Region);
                break;
            case Change.LogAt log:
                _tables[log.Table].Log.Skip(log.Sequence);
                break;
            case Change.ClockAt clock:
                Clock.Observe(clock.Time);
                break;
        }
    }

    /// <summary>The changes that make an empty engine equal to this one.</summary>
    public IEnumerable<Change> Snapshot()
    {
        yield return new Change.ClockAt(Clock.Last);
        foreach (var used in Tokens.All)
            yield return used;
        foreach (var table in _tables.Values)
        {
            var name = table.Definition.Name;
            yield return new Change.TableCreated(table.Definition);
            foreach (var index in table.Indexes)
                yield return new Change.IndexAdded(name, index.Definition);
            foreach (var replica in table.Replicas.Values)
            {
                yield return new Change.ReplicaAdded(name, replica.Region, replica.Active);
                if (replica.TableId.Length > 0)
                    yield return new Change.CursorMoved(name, replica.Region, replica.TableId, replica.Cursor);
            }

            foreach (var row in table.Rows)
                yield return row.ToChange(table);
            yield return new Change.LogAt(name, table.Log.Head);
        }
    }
}
