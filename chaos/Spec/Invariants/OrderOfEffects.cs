using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// For each record and stage: stored, then accepted by the next queue, then removed from the in-queue. Judged within one life of a
/// worker, for only there the order of lines is the order of deeds; another life, or the other region, may be handling another copy
/// of the same record at the same time. The destination's part of it: kept, then removed.
/// </summary>
public sealed class OrderOfEffects : IInvariant
{
    /// <inheritdoc/>
    public int Number => 3;

    /// <inheritdoc/>
    public string Name => "order of effects";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.History;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        var removals = 0;
        var witnesses = new Lazy<StoreWitnesses>(() => new StoreWitnesses(evidence));
        foreach (var life in evidence.Lives.All)
        {
            if (Worker.Named(life.Component) is { } worker)
                removals += new WorkerOrder(life, worker, witnesses, found).Judge();
            else if (life.Component == Components.RecordDestination)
                removals += JudgeDestination(life, witnesses, found);
        }

        ClaimedBeforeDone.Judge(evidence, found);
        return found.Found($"{removals} removals from queues followed the storing and the sending on of their record, in {evidence.Lives.All.Count} lives of components.");
    }

    private static int JudgeDestination(Life life, Lazy<StoreWitnesses> witnesses, FindingBuilder found)
    {
        var kept = new HashSet<string>();
        var removals = 0;
        foreach (var e in life.Events)
        {
            if (e.Record is not { } record)
                continue;
            if (e.Event == HistoryEvents.Delivered)
                kept.Add(record);
            if (e.Event != HistoryEvents.Removing)
                continue;
            removals++;
            if (kept.Contains(record))
                continue;
            if (life.Whole)
                found.Violated(record, life.Component, $"was removed from {e.Queue ?? "its queue"} before it was kept (life {life.Id}, event {e.Seq})");
            else if (!witnesses.Value.DeliveredBy(record, e.At))
                found.Unknown($"whether {record} was kept before it was removed: {life.Hole}, and the delivery log does not tell");
        }

        return removals;
    }
}
