using ActiveActive.Contracts;

namespace ActiveActive.Spec.Invariants;

/// <summary>What the stores and the delivery log can say about when a record had come how far.</summary>
internal sealed class StoreWitnesses
{
    private readonly Dictionary<(string Store, string Record), DateTimeOffset> _stored = [];
    private readonly Dictionary<string, DateTimeOffset> _delivered = [];

    public StoreWitnesses(Evidence evidence)
    {
        foreach (var (replica, rows) in evidence.Stores)
        {
            foreach (var row in rows)
                Earliest(_stored, (replica.Store, row.Id), row.StoredAt);
        }

        foreach (var delivery in evidence.Deliveries ?? [])
            Earliest(_delivered, delivery.Id, delivery.DeliveredAt);
    }

    /// <summary>
    /// True when the stage's store had the record at that time, by the store's own clock. The table has none: its rows tell when their
    /// author began to write, and are no witness of this.
    /// </summary>
    public bool StoredBy(Stage stage, string record, DateTimeOffset at) => stage.Store != StoreKind.DynamoDb && BegunBy(stage, record, at);

    /// <summary>True when the record had passed the stage at that time: the next one was storing it, so its queue had accepted it.</summary>
    public bool PassedBy(Stage stage, string record, DateTimeOffset at)
    {
        var next = Stage.All.SkipWhile(s => s != stage).Skip(1).FirstOrDefault();
        return next is null ? DeliveredBy(record, at) : BegunBy(next, record, at);
    }

    /// <summary>True when the destination had kept the record at that time.</summary>
    public bool DeliveredBy(string record, DateTimeOffset at) => _delivered.TryGetValue(record, out var since) && since <= at;

    private bool BegunBy(Stage stage, string record, DateTimeOffset at) =>
        _stored.TryGetValue((stage.Name, record), out var since) && since <= at;

    private static void Earliest<TKey>(Dictionary<TKey, DateTimeOffset> times, TKey key, DateTimeOffset at)
        where TKey : notnull
    {
        if (!times.TryGetValue(key, out var known) || at < known)
            times[key] = at;
    }
}
