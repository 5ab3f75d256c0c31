using ActiveActive.Contracts;
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

        var noticed = evidence.History is null ? null : Detection.Of(evidence);
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
            LargestQueueDepth = LargestQueueDepth(evidence.Samples),
            EnteredBy = hasHistory ? EnteredBy(evidence) : null,
            FaultsNoticed = noticed?.Count,
            SecondsToDetect = noticed is { Count: > 0 } ? noticed.Values.Max() : null,
            LargestReplicationLagMs = ReplicationLag.Largest(evidence),
            SecondsToDrainAfterRecovery = evidence.Run is { LastRecoveryAt: { } recovered, DrainedAt: { } drained }
                ? Math.Round((drained - recovered).TotalSeconds, 3)
                : null,
        };
    }

    private static Dictionary<string, long>? LargestQueueDepth(IReadOnlyList<Sample>? samples) => samples?
        .SelectMany(s => s.Queues)
        .Where(q => q.Value > 0)
        .GroupBy(q => q.Key)
        .ToDictionary(g => g.Key, g => g.Max(q => q.Value!.Value));

    // A record that was sent to both, because no answer came from the first, counts where it was received first.
    private static Dictionary<string, int> EnteredBy(Evidence evidence)
    {
        var first = new Dictionary<string, (DateTimeOffset At, string Region)>();
        foreach (var region in Region.All)
        {
            foreach (var e in evidence.Lives.Of(Components.Container(region, Stage.All[0])).SelectMany(l => l.Events))
            {
                if (e is { Event: HistoryEvents.Received, Record: { } record } && (!first.TryGetValue(record, out var known) || e.At < known.At))
                    first[record] = (e.At, region.Name);
            }
        }

        return Region.All.ToDictionary(r => r.Name, r => first.Values.Count(f => f.Region == r.Name));
    }
}
