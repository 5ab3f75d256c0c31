using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// Both replicas of every store hold the same records with the same contents. A difference in contents never heals by itself; a row
/// that one side lacks is late until replication has come to rest, and wrong from then on. An item of the table may be written in both
/// regions; the last writer wins, so once replication has come to rest both have the same one's.
/// </summary>
public sealed class ReplicasConverged : IInvariant
{
    /// <inheritdoc/>
    public int Number => 8;

    /// <inheritdoc/>
    public string Name => "replicas converged";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.Stores | EvidenceKinds.Run;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        var equal = Stage.All.Count(stage => Compare(stage.Name, evidence, found));
        var lags = ReplicationLag.Largest(evidence);
        var told = lags.Count == 0
            ? "nothing was replicated"
            : "largest lag " + string.Join(", ", lags.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value:0.#} ms")));
        return found.Found($"{equal} of {Stage.All.Count} stores have equal replicas; {told}.");
    }

    private static bool Compare(string store, Evidence evidence, FindingBuilder found)
    {
        var (one, two) = (new Replica(Region.One.Name, store), new Replica(Region.Two.Name, store));
        if (evidence.RowsOf(one) is not { } ofOne || evidence.RowsOf(two) is not { } ofTwo)
            return false;
        var (inOne, inTwo) = (ById(ofOne), ById(ofTwo));
        var authors = store == Topology.Table && evidence.Run?.TableComparedAt is not null;
        var differing = 0;
        foreach (var (id, row) in inOne)
        {
            if (!inTwo.TryGetValue(id, out var other) || Difference(row, other, authors) is not { } difference)
                continue;
            differing++;
            found.Violated(id, $"{store}-database", $"differs: {one.Region} has {difference(row)}; {two.Region} has {difference(other)}");
        }

        return NameLacking(two, inOne.Keys.Where(id => !inTwo.ContainsKey(id)), evidence, found)
            + NameLacking(one, inTwo.Keys.Where(id => !inOne.ContainsKey(id)), evidence, found)
            + differing == 0;
    }

    private static Func<StoredRow, string>? Difference(StoredRow one, StoredRow two, bool authors) =>
        (one.Body, one.Batch) != (two.Body, two.Batch) ? row => $"batch {row.Batch}, {row.Body}"
        : authors && (one.StoredBy, one.StoredAt, one.WrittenIn) != (two.StoredBy, two.StoredAt, two.WrittenIn)
            ? row => string.Create(CultureInfo.InvariantCulture, $"what {row.StoredBy} wrote in {row.WrittenIn} at {row.StoredAt:HH:mm:ss.ffffff}")
        : null;

    private static int NameLacking(Replica replica, IEnumerable<string> records, Evidence evidence, FindingBuilder found)
    {
        var count = 0;
        var example = "";
        foreach (var record in records)
        {
            if (count++ == 0)
                example = record;
            if (evidence.CameToRest)
                found.Violated(record, replica.Component, "is in the other region's replica only, though replication had come to rest");
        }

        if (count > 0 && !evidence.CameToRest)
            found.Waits($"{replica.Component} lacks {count} rows that the other region has, {example} for one");
        return count;
    }

    // A row that is there twice is another invariant's business.
    private static Dictionary<string, StoredRow> ById(IReadOnlyList<StoredRow> rows)
    {
        var byId = new Dictionary<string, StoredRow>(rows.Count);
        foreach (var row in rows)
            byId.TryAdd(row.Id, row);
        return byId;
    }
}
