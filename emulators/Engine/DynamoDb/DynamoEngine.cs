using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb;

/// <summary>
/// DynamoDB of one region as a state machine: an operation and a time go in, a result and changes come out. It knows no disk,
/// clock, HTTP or other region. The same changes, applied in the same order to a new engine, give the same state again: that is
/// how the journal brings it back. Not thread-safe: who drives it takes turns.
/// </summary>
public sealed partial class DynamoEngine(string region)
{
    private readonly SortedDictionary<string, Table> _tables = new(StringComparer.Ordinal);
    private readonly List<ItemStream> _streams = [];

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
                var at = written.Schema.KeyOfItem(row.Item);
                var before = written.Stream is null && written.Past is null ? null : written.Item(at);
                written.Past?.Add(Clock.Time, written.Schema.KeyPart(row.Item), before);
                written.Write(at, row.Deleted ? null : row.Item, row.Stamp, row.Sequence);
                written.Stream?.Append(Clock.Time, before, row.Deleted ? null : row.Item, row.Expired);
                break;
            case Change.CursorMoved moved:
                var replica = _tables[moved.Table].Replicas[moved.Region];
                (replica.TableId, replica.Cursor) = (moved.TableId, moved.Sequence);
                break;
            case Change.TableCreated created:
                _tables.Add(created.Definition.Name, new Table(created.Definition with { Indexes = [] }));
                break;
            case Change.TableDeleted deleted:
                if (_tables.Remove(deleted.Table, out var gone) && gone.Stream is { } stream)
                    stream.Ended = Clock.Time;
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
            case Change.TableSettingsChanged changed:
                _tables[changed.Table].Set(changed);
                break;
            case Change.SharedSettingsAt shared:
                Clock.Observe(shared.At.Time);
                _tables[shared.Table].SharedAt = shared.At;
                break;
            case Change.ReplicaOverridden overridden:
                _tables[overridden.Table].Overrides[overridden.Region] = overridden.Overrides;
                break;
            default:
                if (!ApplyKept(change))
                    ApplyToStream(change);
                break;
        }
    }

    /// <summary>The streams that can be read, those that have ended included, in the order of their beginning.</summary>
    public IReadOnlyList<ItemStream> Streams => _streams;

    /// <summary>Forgets what of streams is older than 24 hours. Not a change: a replay forgets it again.</summary>
    public void TrimStreams(DateTimeOffset now)
    {
        _streams.RemoveAll(s => s.Ended < now - StreamLimits.Kept);
        foreach (var stream in _streams)
            stream.Trim(now);
    }

    private void ApplyToStream(Change change)
    {
        switch (change)
        {
            case Change.StreamBegan began:
                var stream = new ItemStream(began.Table, began.TableId, began.Began, began.View, began.Keys);
                _streams.Add(stream);
                if (_tables.GetValueOrDefault(began.Table) is { } table && table.Definition.Id == began.TableId)
                    table.LatestStream = stream;
                break;
            case Change.StreamEnded ended:
                Stream(ended.Table, ended.Began)?.Ended = ended.At;
                break;
            case Change.StreamRecordKept kept:
                Stream(kept.Table, kept.Began)?.Keep(kept.Record);
                break;
            case Change.StreamAt at:
                Stream(at.Table, at.Began)?.Skip(at.Sequence);
                break;
        }
    }

    private ItemStream? Stream(string table, DateTimeOffset began) => _streams.Find(s => s.Table == table && s.Began == began);

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
            if (table.Settings != TableSettings.None)
                yield return table.SettingsChange(table.Settings);
            foreach (var index in table.Indexes)
                yield return new Change.IndexAdded(name, index.Definition);
            foreach (var replica in table.Replicas.Values)
            {
                yield return new Change.ReplicaAdded(name, replica.Region, replica.Active);
                if (replica.TableId.Length > 0)
                    yield return new Change.CursorMoved(name, replica.Region, replica.TableId, replica.Cursor);
            }

            foreach (var (other, overrides) in table.Overrides)
                yield return new Change.ReplicaOverridden(name, other, overrides);
            if (table.SharedAt != default)
                yield return new Change.SharedSettingsAt(name, table.SharedAt);
            foreach (var row in table.Rows)
                yield return row.ToChange(table);
            yield return new Change.LogAt(name, table.Log.Head);
        }

        foreach (var change in SnapshotKept())
            yield return change;

        // After the rows, which would else be told of again.
        TrimStreams(Clock.Time);
        foreach (var change in _streams.SelectMany(s => s.Snapshot()))
            yield return change;
    }
}
