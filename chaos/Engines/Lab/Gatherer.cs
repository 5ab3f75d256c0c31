using ActiveActive.Contracts;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using ActiveActive.Spec;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Reads a run's evidence while records still move and things are failed. Every effect has its intent in a history before it, so what
/// is read first has its reason in what is read later: deliveries, stores, records given, histories.
/// </summary>
internal sealed class Gatherer(LabParts parts, IEngine engine, TimeProvider time)
{
    /// <summary>A replica that is failed does not answer; one of an hour's run is read in a few seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<MovingEvidence> GatherAsync(CancellationToken cancellation)
    {
        var deliveries = GrowingFiles.Deliveries(engine.DeliveryLog);
        var stores = await Task.WhenAll(Replica.All.Select(async r => (Replica: r, Rows: await RowsAsync(r, cancellation))));
        var places = new Evidence
        {
            Deliveries = deliveries,
            Stores = stores.Where(s => s.Rows is not null).ToDictionary(s => s.Replica, s => (IReadOnlyList<StoredRow>)s.Rows!),
            Given = GrowingFiles.Given(engine.GivenRecords),
        };
        return new MovingEvidence(places, Directory.EnumerateFiles(engine.Histories, "*.jsonl").Order(StringComparer.Ordinal).Select(GrowingFiles.History));
    }

    private async Task<List<StoredRow>?> RowsAsync(Replica replica, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var rows = new List<StoredRow>();
            await foreach (var row in new StoreReader(parts).ReadAsync(replica, either.Token))
                rows.Add(row.ToRow());
            return rows;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Failed, most likely on purpose: of this replica nothing is said now.
            return null;
        }
    }
}
