using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>How long replication took at worst, by store: from the rows' two times, and from what the emulators said of their own.</summary>
internal static class ReplicationLag
{
    public static IReadOnlyDictionary<string, double> Largest(Evidence evidence)
    {
        var largest = new Dictionary<string, double>();
        foreach (var (replica, rows) in evidence.Stores)
        {
            foreach (var row in rows)
            {
                if (row.AppliedAt is { } applied)
                    Raise(largest, replica.Store, (applied - row.StoredAt).TotalMilliseconds);
            }
        }

        foreach (var e in evidence.History ?? [])
        {
            if (e is { Event: HistoryEvents.Replicated, Store: { } store, Milliseconds: { } milliseconds })
                Raise(largest, store, milliseconds);
        }

        // In the order of the journey, so that a verdict reads the same every time.
        return Stage.All.Where(s => largest.ContainsKey(s.Name)).ToDictionary(s => s.Name, s => largest[s.Name]);
    }

    private static void Raise(Dictionary<string, double> largest, string store, double milliseconds) =>
        largest[store] = Math.Max(Math.Round(milliseconds, 1), largest.GetValueOrDefault(store));
}
