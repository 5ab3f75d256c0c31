using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>A change of the engine's state: what the journal keeps, and the only thing that changes the state.</summary>
public abstract partial record Change
{
    /// <summary>A table came to be.</summary>
    public sealed record TableCreated(TableDefinition Definition) : Change;

    /// <summary>A table was deleted.</summary>
    public sealed record TableDeleted(string Table) : Change;

    /// <summary>Another region is to have the table, or (Active) has it.</summary>
    public sealed record ReplicaAdded(string Table, string Region, bool Active) : Change;

    /// <summary>Another region no longer has the table.</summary>
    public sealed record ReplicaRemoved(string Table, string Region) : Change;

    /// <summary>A table got a secondary index, filled from the rows that it has then.</summary>
    public sealed record IndexAdded(string Table, IndexDefinition Index) : Change;

    /// <summary>A table lost a secondary index.</summary>
    public sealed record IndexRemoved(string Table, string Index) : Change;

    /// <summary>A transaction was carried out under a client's token; a hash of its request tells a repetition from another request.</summary>
    public sealed record TokenUsed(string Token, string Request, DateTimeOffset At) : Change;

    /// <summary>An item was written, or deleted: then <paramref name="Item"/> is its key and <paramref name="Deleted"/> says so.</summary>
    public sealed record RowWritten(string Table, IReadOnlyDictionary<string, AttributeValue> Item, bool Deleted, Stamp Stamp, long Sequence) : Change
    {
        /// <summary>TTL deleted it, in this region.</summary>
        public bool Expired { get; init; }
    }

    /// <summary>The other region's changes up to <paramref name="Sequence"/> are applied.</summary>
    public sealed record CursorMoved(string Table, string Region, string TableId, long Sequence) : Change;

    /// <summary>A table's log has given sequences up to here. Only in snapshots, where the rows may be gone.</summary>
    public sealed record LogAt(string Table, long Sequence) : Change;

    /// <summary>The hidden clock has given times up to here. Only in snapshots.</summary>
    public sealed record ClockAt(long Time) : Change;

    /// <summary>What can be switched on a table was switched.</summary>
    public sealed record TableSettingsChanged(string Table, long ReadUnits, long WriteUnits, bool DeletionProtected, TableSettings Settings) : Change;

    /// <summary>What the regions share of a table is as it was set then and there.</summary>
    public sealed record SharedSettingsAt(string Table, Stamp At) : Change;

    /// <summary>A region's replica has something otherwise than the rest.</summary>
    public sealed record ReplicaOverridden(string Table, string Region, ReplicaOverrides Overrides) : Change;

    /// <summary>A stream began: on the table of that id, if it is still there.</summary>
    public sealed record StreamBegan(string Table, string TableId, DateTimeOffset Began, string View, IReadOnlyList<KeyAttribute> Keys) : Change;

    /// <summary>A stream was switched off.</summary>
    public sealed record StreamEnded(string Table, DateTimeOffset Began, DateTimeOffset At) : Change;

    /// <summary>A stream's record as it is. Only in snapshots: else records follow from rows.</summary>
    public sealed record StreamRecordKept(string Table, DateTimeOffset Began, StreamRecord Record) : Change;

    /// <summary>A stream has given sequence numbers up to here. Only in snapshots, where the records may be gone.</summary>
    public sealed record StreamAt(string Table, DateTimeOffset Began, long Sequence) : Change;
}
