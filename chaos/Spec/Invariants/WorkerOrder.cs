using System.Runtime.InteropServices;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>The order of effects within one life of one worker.</summary>
internal sealed class WorkerOrder(Life life, Worker worker, Lazy<StoreWitnesses> witnesses, FindingBuilder found)
{
    private readonly Dictionary<string, Done> _done = [];

    [Flags]
    private enum Done : byte
    {
        Nothing = 0,
        Stored = 1,
        Accepted = 2,
        Named = 4,
    }

    /// <summary>Judges every line of the life, and says how many removals there were.</summary>
    public int Judge()
    {
        var removals = 0;
        foreach (var e in life.Events)
        {
            if (e.Record is not { } record)
                continue;
            switch (e.Event)
            {
                case HistoryEvents.Stored:
                    Of(record) |= Done.Stored;
                    break;
                case HistoryEvents.Accepted:
                    Need(record, Done.Stored, e, "was sent on");
                    Of(record) |= Done.Accepted;
                    break;
                case HistoryEvents.Removing:
                    removals++;
                    Need(record, Done.Stored | Done.Accepted, e, "was removed from its queue");
                    break;
                case HistoryEvents.Removed:
                    // Its intent is judged already, unless that is the line that is missing.
                    Need(record, Done.Stored | Done.Accepted, e, "was removed from its queue");
                    break;
            }
        }

        return removals;
    }

    private ref Done Of(string record) => ref CollectionsMarshal.GetValueRefOrAddDefault(_done, record, out _);

    private void Need(string record, Done needed, HistoryEvent e, string deed)
    {
        ref var done = ref Of(record);
        var missing = needed & ~done;
        // One deed out of order is named once, not again by every line that follows from it.
        if (missing == Done.Nothing || (done & Done.Named) != 0)
            return;
        done |= Done.Named;
        var what = missing switch
        {
            Done.Stored => "stored",
            Done.Accepted => "accepted by the next queue",
            _ => "stored and accepted by the next queue",
        };
        if (life.Whole)
            found.Violated(record, life.Component, $"{deed} before it was {what} (life {life.Id}, event {e.Seq})");
        else if (!Witnessed(record, missing, e.At))
            found.Unknown($"whether {record} was {what} by {life.Component} before it {deed}: {life.Hole}, and the stores do not tell");
    }

    // What the line would have said, the stores may say: a row is there since before, or a later stage had the record already.
    private bool Witnessed(string record, Done missing, DateTimeOffset at) =>
        ((missing & Done.Stored) == 0 || witnesses.Value.StoredBy(worker.Stage, record, at))
        && ((missing & Done.Accepted) == 0 || witnesses.Value.PassedBy(worker.Stage, record, at));
}
