using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.Spec;

/// <summary>Looks through the evidence for what is not there.</summary>
internal static class Inventory
{
    public static IReadOnlyList<MissingEvidence> Missing(Evidence evidence)
    {
        var missing = new List<MissingEvidence>(evidence.Missing);
        AddAbsentParts(evidence, missing);
        if (evidence.Run is { } run)
        {
            missing.AddRange(run.Missing.Select(m => new MissingEvidence(EvidenceKinds.All, m)));
            if (run.AbortedAt is { } aborted)
                missing.Add(new MissingEvidence(EvidenceKinds.Run, string.Create(CultureInfo.InvariantCulture, $"the rest of the run: it was aborted {(aborted - run.StartedAt).TotalSeconds:0.#} s after its start")));
            if (evidence.History is not null)
            {
                // A life may end at any event, so a tail that was cut off shows nowhere else.
                if (run.HistoryEvents is { } counted && counted != evidence.History.Count)
                    missing.Add(new MissingEvidence(EvidenceKinds.History, $"history.jsonl has {evidence.History.Count} events, and {counted} were collected"));
                missing.AddRange(run.Components.Where(c => evidence.Lives.Of(c).Count == 0)
                    .Select(c => new MissingEvidence(EvidenceKinds.History, $"history of {c}: there is none")));
            }
        }

        missing.AddRange(evidence.Lives.All.Where(l => !l.Whole).Select(l => new MissingEvidence(EvidenceKinds.History, l.Hole!)));
        return missing;
    }

    private static void AddAbsentParts(Evidence evidence, List<MissingEvidence> missing)
    {
        // Where the reader said why, its words are the better ones.
        void Absent(EvidenceKinds part, string what)
        {
            if (!evidence.Missing.Any(m => m.Touches == part))
                missing.Add(new MissingEvidence(part, what));
        }

        if (evidence.Run is null)
            Absent(EvidenceKinds.Run, "what the lab says of the run (run.json)");
        if (evidence.Given is null)
            Absent(EvidenceKinds.Given, "the records that the source was given (records.jsonl)");
        if (evidence.History is null)
            Absent(EvidenceKinds.History, "history (history.jsonl)");
        if (evidence.Queues is null)
            Absent(EvidenceKinds.Queues, "the queues' contents (stores/queues.json)");
        if (evidence.Deliveries is null)
            Absent(EvidenceKinds.Deliveries, "the delivery log (stores/deliveries.jsonl)");
        foreach (var replica in Replica.All.Where(r => !evidence.Stores.ContainsKey(r)))
        {
            if (!evidence.Missing.Any(m => m.What.Contains($"{replica.Region}-{replica.Store}.", StringComparison.Ordinal)))
                missing.Add(new MissingEvidence(EvidenceKinds.Stores, $"the rows of {replica.Component} (stores/{replica.Region}-{replica.Store}.jsonl)"));
        }

        if (evidence.Queues is { } queues)
        {
            var known = queues.Select(q => (q.Region, q.Queue)).ToHashSet();
            missing.AddRange(Region.All
                .SelectMany(r => Topology.Queues.SelectMany(q => new[] { (r.Name, q), (r.Name, Topology.DeadLetterQueueOf(q)) }))
                .Where(q => !known.Contains(q))
                .Select(q => new MissingEvidence(EvidenceKinds.Queues, $"the contents of queue {q.Name}/{q.Item2}")));
        }
    }
}
