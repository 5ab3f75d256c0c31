using ActiveActive.Contracts;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Every record that the system has taken is in all five stores, in both regions, and at the destination. A record that stops half
/// way is waiting while a queue on its way still holds messages, and lost when none does: nothing else could bring it on.
/// </summary>
public sealed class NothingLost : IInvariant
{
    private static readonly Progress Complete = (Progress)((((int)Progress.FirstReplica << Replica.All.Count) - 1) & ~(int)Progress.Acknowledged);

    /// <inheritdoc/>
    public int Number => 1;

    /// <inheritdoc/>
    public string Name => "nothing lost";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.Run | EvidenceKinds.History | EvidenceKinds.Stores | EvidenceKinds.Queues | EvidenceKinds.Deliveries;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        var journeys = evidence.Journeys;
        var traffic = new Traffic(evidence.Queues);
        var waiting = new SortedDictionary<int, (int Count, string Example)>();
        var replicating = new SortedDictionary<string, (int Count, string Example)>(StringComparer.Ordinal);
        var given = evidence.Given?.Select(g => g.Id).ToHashSet();
        var (whole, strangers) = (0, 0);
        foreach (var (record, progress) in journeys.Records)
        {
            // What nobody gave and nobody acknowledged was invented somewhere: it was never the system's to keep.
            if (given?.Contains(record) == false && (progress & Progress.Acknowledged) == 0)
            {
                strangers++;
                continue;
            }

            var known = progress | ~journeys.Known;
            if ((known & Complete) == Complete)
                whole++;
            else
                JudgeRecord(record, known);
        }

        foreach (var (stage, (count, example)) in waiting)
            found.Waits($"{Count(count)} on the way to {PlaceAt(stage)}, {example} for one; {traffic.UpTo(stage)}");
        foreach (var (replica, (count, example)) in replicating)
            found.Waits($"{Count(count)} not yet replicated into {replica}, {example} for one");
        HoldAgainstMessages();
        return found.Found($"{whole} of {journeys.Records.Count - strangers} records that were acknowledged or found in the system are in all "
            + $"{Stage.All.Count} stores of both regions and at the destination; {traffic}.");

        void JudgeRecord(string record, Progress progress)
        {
            for (var stage = 0; stage <= Stage.All.Count; stage++)
            {
                if (Journeys.HasAny(progress, PlacesOf(stage)))
                {
                    JudgeReplicas(record, progress, stage);
                    continue;
                }

                if (LaterPlace(progress & journeys.Known, stage) is { } later)
                    found.Violated(record, PlaceAt(stage), $"is in neither region's {PlaceAt(stage)}, though {later} has it");
                else if (!traffic.IsKnown)
                    found.Unknown($"{record} did not reach {PlaceAt(stage)}, and the queues' contents are not known");
                else if (traffic.AnyUpTo(stage))
                    Count1(waiting, stage, record);
                else
                    found.Violated(record, PlaceAt(stage), $"{LastSeen(progress & journeys.Known, stage)} and never reached {PlaceAt(stage)}; {traffic.UpTo(stage)}");
                if (LaterPlace(progress & journeys.Known, stage) is null)
                    return;
            }
        }

        // A row that one region has and the other lacks is late while replication runs, and lost once it has come to rest.
        void JudgeReplicas(string record, Progress progress, int stage)
        {
            if (stage == Stage.All.Count)
                return;
            foreach (var region in Region.All)
            {
                // What stands in for a replica that was not read is no row that could have been replicated.
                var (own, peer) = (Journeys.In(Stage.All[stage], region), Journeys.In(Stage.All[stage], region.Peer));
                if ((progress & own) != 0 || (journeys.Known & peer) == 0)
                    continue;
                var replica = Components.Database(region, Stage.All[stage].Name);
                if (evidence.CameToRest)
                    found.Violated(record, replica, $"is in {region.Peer}'s replica only, though replication had come to rest");
                else
                    Count1(replicating, replica, record);
            }
        }

        // Each record that waits is in at least one message, so more records than messages means that some are in none.
        void HoldAgainstMessages()
        {
            var records = waiting.Values.Sum(w => w.Count);
            if (records > traffic.Total)
            {
                found.Violated(null, null, $"{records} records are on their way and the queues hold {traffic.Total} messages: at least "
                    + $"{records - traffic.Total} of them are lost, among {string.Join(", ", waiting.Values.Select(w => w.Example))} and others", records - traffic.Total);
            }
        }
    }

    private static void Count1<TKey>(SortedDictionary<TKey, (int Count, string Example)> counts, TKey key, string record)
        where TKey : notnull =>
        counts[key] = counts.TryGetValue(key, out var before) ? (before.Count + 1, before.Example) : (1, record);

    private static string Count(int records) => records == 1 ? "1 record was" : $"{records} records were";

    private static string PlaceAt(int stage) => stage < Stage.All.Count ? $"{Stage.All[stage].Name}-database" : Components.RecordDestination;

    private static Progress PlacesOf(int stage) => stage < Stage.All.Count
        ? Journeys.In(Stage.All[stage], Region.One) | Journeys.In(Stage.All[stage], Region.Two)
        : Progress.Delivered;

    private static string? LaterPlace(Progress progress, int stage)
    {
        for (var later = stage + 1; later <= Stage.All.Count; later++)
        {
            if (Journeys.HasAny(progress, PlacesOf(later)))
                return PlaceAt(later);
        }

        return null;
    }

    private static string LastSeen(Progress progress, int stage)
    {
        for (var earlier = stage - 1; earlier >= 0; earlier--)
        {
            if (Journeys.HasAny(progress, PlacesOf(earlier)))
                return $"was stored in {PlaceAt(earlier)}";
        }

        return "was acknowledged to the source";
    }
}
