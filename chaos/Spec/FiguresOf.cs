using ActiveActive.Contracts.History;
using ActiveActive.Spec.Invariants;

namespace ActiveActive.Spec;

/// <summary>Counts a run.</summary>
internal static class FiguresOf
{
    public static Figures Run(Evidence evidence, IReadOnlyList<Finding> findings)
    {
        var published = new HashSet<string>();
        var sends = 0;
        foreach (var e in evidence.History ?? [])
        {
            if (e is { Event: HistoryEvents.Publishing, Record: { } record })
            {
                sends++;
                published.Add(record);
            }
        }

        var hasHistory = evidence.History is not null;
        return new Figures
        {
            Published = hasHistory ? published.Count : null,
            Acknowledged = hasHistory ? evidence.Journeys.Records.Values.Count(p => (p & Progress.Acknowledged) != 0) : null,
            Delivered = evidence.Deliveries is null ? null : evidence.Journeys.Records.Values.Count(p => (p & Progress.Delivered) != 0),
            Lost = findings.Where(f => f.Number == 1).Sum(f => f.ViolatedRecords),
            Duplicates = hasHistory ? Duplicates.Count(evidence) : null,
            Replayed = findings.Where(f => f.Number == 4).Sum(f => f.ViolationCount),
            Retried = hasHistory ? sends - published.Count : null,
            LargestReplicationLagMs = ReplicationLag.Largest(evidence),
            SecondsToDrainAfterRecovery = evidence.Run is { LastRecoveryAt: { } recovered, DrainedAt: { } drained }
                ? Math.Round((drained - recovered).TotalSeconds, 3)
                : null,
        };
    }
}
