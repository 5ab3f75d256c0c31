using System.Runtime.InteropServices;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Nothing that was acknowledged is sent again, by anyone. Sending again what was not answered is no replay: neither the retry of a
/// send that timed out, nor what a source does that was killed before it could note the answer, nor a worker that receives a second
/// copy and handles it.
/// </summary>
public sealed class NoReplay : IInvariant
{
    /// <inheritdoc/>
    public int Number => 4;

    /// <inheritdoc/>
    public string Name => "no replay";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.History;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        var acknowledged = FirstAcknowledgements(evidence);
        var sends = 0;
        foreach (var e in evidence.History ?? [])
        {
            if (e is not { Event: HistoryEvents.Publishing, Record: { } record })
                continue;
            sends++;
            if (acknowledged.TryGetValue(record, out var first) && IsAfter(e, first))
            {
                found.Violated(record, e.Component, $"was published again at {e.At:HH:mm:ss.ffffff} (life {e.Life}, event {e.Seq}), after it was "
                    + $"acknowledged at {first.At:HH:mm:ss.ffffff} (life {first.Life}, event {first.Seq})");
            }
        }

        var passed = 0;
        foreach (var life in evidence.Lives.All.Where(l => Worker.Named(l.Component) is not null))
            passed += JudgeSendingOn(life, found);
        Resurrections.Judge(evidence, found);
        return found.Found($"{sends} sends by the source, none after the acknowledgement of its record unless named ({acknowledged.Count} records acknowledged); {passed} sends by workers, each of something received.");
    }

    private static Dictionary<string, HistoryEvent> FirstAcknowledgements(Evidence evidence)
    {
        var first = new Dictionary<string, HistoryEvent>();
        foreach (var e in evidence.History ?? [])
        {
            if (e is { Event: HistoryEvents.Acknowledged, Record: { } record } && (!first.TryGetValue(record, out var known) || e.At < known.At))
                first[record] = e;
        }

        return first;
    }

    private static bool IsAfter(HistoryEvent e, HistoryEvent first) =>
        e.Component == first.Component && e.Life == first.Life ? e.Seq > first.Seq : e.At > first.At;

    // A worker may send a record on once for every time it received it; with a hole in between there is no telling.
    private static int JudgeSendingOn(Life life, FindingBuilder found)
    {
        var inHand = new Dictionary<string, int>();
        var sends = 0;
        foreach (var e in life.Events)
        {
            if (e.Record is not { } record)
                continue;
            if (e.Event == HistoryEvents.Received)
                CollectionsMarshal.GetValueRefOrAddDefault(inHand, record, out _)++;
            if (e.Event != HistoryEvents.Accepted)
                continue;
            sends++;
            if (life.Whole && --CollectionsMarshal.GetValueRefOrAddDefault(inHand, record, out _) < 0)
                found.Violated(record, life.Component, $"was sent on more often than it was received (life {life.Id}, event {e.Seq})");
        }

        return sends;
    }
}
