using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Holds history against the times in the rows: who wrote "stored" or "delivered" must have done it by then. The table's rows tell when
/// the call began that wrote them, and who spoke before even that spoke too early all the more. Only the row that the
/// same component wrote, and only its last claim to have been the first, is compared, so that a row written over by the other region
/// or written again after a loss accuses nobody; nor does a row that another turn may have put, one that had received the record and
/// had not yet said that it was stored, whether it ever did or the run ended before.
/// </summary>
internal static class ClaimedBeforeDone
{
    public static void Judge(Evidence evidence, FindingBuilder found)
    {
        var claims = new Dictionary<(string Component, string Record), HistoryEvent>();
        // Made for the first row that looks wrong: most runs have none.
        var turns = new Lazy<Turns>(() => new Turns(evidence.Lives));
        foreach (var life in evidence.Lives.All)
        {
            if (Worker.Named(life.Component) is null && life.Component != Components.RecordDestination)
                continue;
            foreach (var e in life.Events)
            {
                if (e is { Event: HistoryEvents.Stored or HistoryEvents.Delivered, Fresh: true, Record: { } record })
                    claims[(life.Component, record)] = e;
            }
        }

        // A writer that was paused may carry out what was given up and stored elsewhere: the earliest row is what the claim was about.
        var storedFirst = new Dictionary<(string, string, string), DateTimeOffset>();
        foreach (var (replica, rows) in evidence.Stores)
        {
            foreach (var row in rows)
            {
                var key = (replica.Store, row.StoredBy, row.Id);
                if (!storedFirst.TryGetValue(key, out var known) || row.StoredAt < known)
                    storedFirst[key] = row.StoredAt;
            }
        }

        var named = new HashSet<(string, string)>();
        foreach (var (replica, rows) in evidence.Stores)
        {
            foreach (var row in rows)
            {
                var first = storedFirst[(replica.Store, row.StoredBy, row.Id)];
                if (Worker.Named(row.StoredBy)?.Stage.Name == replica.Store && IsEarly(row.StoredBy, row.Id, first) && !turns.Value.IsInHand(row.StoredBy, row.Id, row.StoredAt))
                    Compare(row.StoredBy, row.Id, first, "stored");
            }
        }

        foreach (var delivery in evidence.Deliveries ?? [])
            Compare(Components.RecordDestination, delivery.Id, delivery.DeliveredAt, "delivered");

        bool IsEarly(string component, string record, DateTimeOffset done) => claims.TryGetValue((component, record), out var claim) && claim.At < done;

        void Compare(string component, string record, DateTimeOffset done, string word)
        {
            if (claims.TryGetValue((component, record), out var claim) && claim.At < done
                && evidence.Lives.AreWhole(component) && named.Add((component, record)))
            {
                found.Violated(record, component, $"was called {word} at {claim.At:HH:mm:ss.ffffff} (life {claim.Life}, event {claim.Seq}), "
                    + $"and was so at {done:HH:mm:ss.ffffff} at the earliest, by its row");
            }
        }
    }
}
