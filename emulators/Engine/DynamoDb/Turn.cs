using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb;

/// <summary>
/// One operation's turn at the engine: what it changed, for the journal, and which partitions it looked at, so that an answer
/// can wait until what it tells is on disk.
/// </summary>
public sealed class Turn(DynamoEngine engine, DateTimeOffset now)
{
    private readonly List<Change> _changes = [];
    private readonly List<ulong> _seen = [];

    /// <summary>The engine.</summary>
    public DynamoEngine Engine { get; } = engine;

    /// <summary>The time of the turn.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>What was changed, in order.</summary>
    public IReadOnlyList<Change> Changes => _changes;

    /// <summary>The hashes of the partitions that were read or written.</summary>
    public IReadOnlyList<ulong> Seen => _seen;

    /// <summary>True when more was looked at than <see cref="Seen"/> lists.</summary>
    public bool SawAll { get; private set; }

    /// <summary>Notes that the answer depends on a partition.</summary>
    public void See(RowKey key) => _seen.Add(key.Hash);

    /// <summary>Notes that the answer may depend on anything.</summary>
    public void SeeAll() => SawAll = true;

    /// <summary>Changes the state now and the journal after.</summary>
    public void Write(Change change)
    {
        Engine.Apply(change);
        _changes.Add(change);
    }

    /// <summary>Puts an item.</summary>
    public void Put(Table table, Item item) => WriteRow(table, item, deleted: false);

    /// <summary>Deletes an item. That it is not there matters only to other regions, whose earlier writes of it must lose.</summary>
    public void Delete(Table table, Item key) => WriteRow(table, key, deleted: true);

    /// <summary>Deletes an item whose time is over.</summary>
    public void Expire(Table table, Item key) => WriteRow(table, key, deleted: true, expired: true);

    /// <summary>Notes that what the regions share of a table was changed here, so that the others hear of it.</summary>
    public void StampSettings(Table table)
    {
        if (table.Replicas.Count > 0)
            Write(new Change.SharedSettingsAt(table.Definition.Name, new Stamp(Engine.Clock.Next(Now), Engine.Region)));
    }

    private void WriteRow(Table table, Item item, bool deleted, bool expired = false) => Write(new Change.RowWritten(
        table.Definition.Name, item, deleted, new Stamp(Engine.Clock.Next(Now), Engine.Region), table.Log.Head + 1) { Expired = expired });
}
