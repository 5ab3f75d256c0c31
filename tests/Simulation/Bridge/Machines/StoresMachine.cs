using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using ActiveActive.Spec.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// Stores and replication. A row is written by a worker of that stage that had received its record, replication brings it to the other
/// side later than it was written, and who notes that a store has a record does so when a row of it is there.
/// </summary>
internal sealed class StoresMachine(Recorded run) : IMachine
{
    private readonly HashSet<string>? _given = run.Evidence.Given?.Select(g => g.Id).ToHashSet();
    private readonly Dictionary<(Replica, string), BodyDigest> _bodies = [];

    public string Name => "stores and replication";

    public Objection? Take(Move move)
    {
        if (move.Row is { } row)
            return move.What == Move.RowStored ? Store(move, row) : Apply(move, row);
        if (move.Event is not { Event: HistoryEvents.Stored, Record: { } record } e || Worker.Named(e.Component) is not { } worker)
            return null;
        return worker.Stage.Store == Contracts.StoreKind.DynamoDb || run.RowWasThere(worker.Stage.Name, record, e.At)
            ? null
            : new Objection($"store {worker.Stage.Name}", "no replica has a row of it from before that time", "records whose row is there");
    }

    private Objection? Store(Move move, StoredRow row)
    {
        if (_given?.Contains(row.Id) == false)
            return new Objection(move.Component, "the source was given no such record", "records of records.jsonl");
        if (Worker.Named(row.StoredBy)?.Stage.Name != move.Replica.Store)
            return new Objection(move.Component, $"{row.StoredBy} is not a container of stage {move.Replica.Store}", $"rows of r1/{move.Replica.Store} and r2/{move.Replica.Store}");
        if (run.Evidence.Lives.Of(row.StoredBy).Count > 0 && !run.HadReceived(row.StoredBy, row.Id, move.At))
            return new Objection(move.Component, $"{row.StoredBy} had not received it", "rows of records that their writer had received");
        _bodies[(move.Replica, row.Id)] = row.Body;
        return null;
    }

    private Objection? Apply(Move move, StoredRow row)
    {
        if (!run.RowWasThere(move.Replica.Store, row.Id, move.At) || row.AppliedAt + Recorded.Tolerance < row.StoredAt)
            return new Objection(move.Component, $"it was written in {row.WrittenIn} at {row.StoredAt:HH:mm:ss.ffffff} only", "rows that were written before");
        var origin = new Replica(row.WrittenIn, move.Replica.Store);
        return _bodies.TryGetValue((origin, row.Id), out var body) && body != row.Body
            ? new Objection(move.Component, $"{origin.Component} has another body under the same id", "the row as it was written")
            : null;
    }
}
