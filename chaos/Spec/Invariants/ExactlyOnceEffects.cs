using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>One row per record and store, one delivery per record, however often a record was handled on the way.</summary>
public sealed class ExactlyOnceEffects : IInvariant
{
    /// <inheritdoc/>
    public int Number => 5;

    /// <inheritdoc/>
    public string Name => "exactly-once effects";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.History | EvidenceKinds.Stores | EvidenceKinds.Deliveries;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        var rows = 0;
        foreach (var (replica, content) in evidence.Stores)
        {
            rows += content.Count;
            NameRepeated(content.Select(r => r.Id), content.Count, replica.Component, "rows", found);
        }

        var deliveries = evidence.Deliveries ?? [];
        NameRepeated(deliveries.Select(d => d.Id), deliveries.Count, Components.RecordDestination, "deliveries", found);
        JudgeClaims(evidence, found);
        return found.Found($"{rows} rows and {deliveries.Count} deliveries, one per record and place unless named; "
            + $"{Duplicates.Count(evidence)} duplicates were absorbed on the way.");
    }

    private static void NameRepeated(IEnumerable<string> ids, int count, string component, string what, FindingBuilder found)
    {
        var seen = new HashSet<string>(count);
        var repeated = new Dictionary<string, int>();
        foreach (var id in ids)
        {
            if (!seen.Add(id))
                repeated[id] = repeated.GetValueOrDefault(id, 1) + 1;
        }

        foreach (var (id, times) in repeated)
            found.Violated(id, component, $"has {times} {what} instead of one");
    }

    // The delivery log is one file: only one delivery of a record can have been its first.
    private static void JudgeClaims(Evidence evidence, FindingBuilder found)
    {
        var first = new HashSet<string>();
        foreach (var e in evidence.History ?? [])
        {
            if (e is { Event: HistoryEvents.Delivered, Fresh: true, Record: { } record } && !first.Add(record))
                found.Violated(record, e.Component, $"was delivered for the first time twice (again in life {e.Life}, event {e.Seq})");
        }
    }
}
