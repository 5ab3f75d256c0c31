using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Whatever is in a store or at the destination was published, byte for byte. A record whose sending was never acknowledged may be
/// there: no answer does not mean that it did not arrive.
/// </summary>
public sealed class NothingInvented : IInvariant
{
    /// <inheritdoc/>
    public int Number => 2;

    /// <inheritdoc/>
    public string Name => "nothing invented or altered";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.Given | EvidenceKinds.History | EvidenceKinds.Stores | EvidenceKinds.Deliveries;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        if (evidence.Given is null)
        {
            found.Unknown("what the source was given is not known, so nothing can be compared with it");
            return found.Found("Nothing was compared.");
        }

        var given = new Dictionary<string, GivenRecord>(evidence.Given.Count);
        foreach (var record in evidence.Given)
        {
            if (!given.TryAdd(record.Id, record) && given[record.Id] != record)
                found.Unknown($"the source was given {record.Id} twice, with different contents");
        }

        var sent = Sent(evidence);
        var sourceIsWhole = evidence.Lives.AreWhole(Components.RecordSource);
        var unsent = new HashSet<string>();
        var (rows, kept) = (0, 0);
        foreach (var (replica, content) in evidence.Stores)
        {
            foreach (var row in content)
            {
                rows++;
                Compare(row.Id, row.Batch, row.Body, replica.Component);
            }
        }

        foreach (var delivery in evidence.Deliveries ?? [])
        {
            kept++;
            Compare(delivery.Id, delivery.Batch, delivery.Body, Components.RecordDestination);
        }

        return found.Found($"{rows} rows in {evidence.Stores.Count} replicas and {kept} deliveries were compared with the {given.Count} records given, by digest.");

        void Compare(string id, int batch, BodyDigest body, string component)
        {
            if (!given.TryGetValue(id, out var original))
                found.Violated(id, component, "is there, and was never given to the source");
            else if (original.Body != body)
                found.Violated(id, component, $"was altered: given with {original.Body}, found with {body}");
            else if (original.Batch != batch)
                found.Violated(id, component, $"was altered: given in batch {original.Batch}, found in batch {batch}");
            else if (evidence.History is not null && !sent.Contains(id) && unsent.Add(id))
                NeverSent(id, component);
        }

        // The source writes its intent before it sends, so with a whole history no intent means no sending.
        void NeverSent(string id, string component)
        {
            if (sourceIsWhole)
                found.Violated(id, component, "is there, and the source never began to send it");
            else
                found.Unknown($"{id} is in {component}; whether the source sent it is not in its history, which has a hole");
        }
    }

    private static HashSet<string> Sent(Evidence evidence)
    {
        var sent = new HashSet<string>();
        foreach (var e in evidence.History ?? [])
        {
            if (e.Event is HistoryEvents.Publishing or HistoryEvents.Acknowledged && e.Record is not null)
                sent.Add(e.Record);
        }

        return sent;
    }
}
