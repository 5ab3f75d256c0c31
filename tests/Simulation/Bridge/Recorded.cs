using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using ActiveActive.Spec.History;

namespace ActiveActive.Simulation.Bridge;

/// <summary>
/// A recorded run as a sequence of steps, and what can be asked of it as a whole.
/// <para>
/// The order that is assumed: within one life the lines' numbers are the order of deeds, for they are written under one lock. Between
/// lives only this is: an intent (publishing, removing, a stage's stored before its send) is noted before the deed, an outcome
/// (received, accepted, delivered, removed) after it, and an emulator notes what it served before it answers. So who received something
/// did so after its sender's intent by both clocks, while the sender's outcome may be noted later, or never. All processes and
/// containers of a lab read one kernel's clock; <see cref="Tolerance"/> is for its being set while they run.
/// </para>
/// </summary>
internal sealed class Recorded
{
    /// <summary>By how much two clocks may disagree.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(2);

    private readonly Dictionary<(string, string), DateTimeOffset> _received = [];
    private readonly Dictionary<(string, string, string), DateTimeOffset> _sendBegun = [];
    private readonly Dictionary<(string, string), DateTimeOffset> _stored = [];

    public Recorded(Evidence evidence)
    {
        Evidence = evidence;
        Hosts = new RegionsOfHosts(evidence);
        Served = new ServedCounts(evidence);
        foreach (var e in evidence.History ?? [])
            Index(e);
        foreach (var (replica, rows) in evidence.Stores)
        {
            foreach (var row in rows)
                Earliest(_stored, (replica.Store, row.Id), row.StoredAt);
        }

        Moves = MoveOrder.Of(evidence);
    }

    public Evidence Evidence { get; }

    /// <summary>All steps in order.</summary>
    public IReadOnlyList<Move> Moves { get; }

    /// <summary>Which region the source's addresses lead to.</summary>
    public RegionsOfHosts Hosts { get; }

    /// <summary>How much the emulators served by when.</summary>
    public ServedCounts Served { get; }

    /// <summary>True when the emulator of a region left a history; a stand-in leaves none.</summary>
    public bool KeepsHistory(Region region) => Evidence.Lives.Of(Components.Aws(region)).Count > 0;

    /// <summary>True when a component had received a record by then.</summary>
    public bool HadReceived(string component, string record, DateTimeOffset at) => Within(_received, (component, record), at);

    /// <summary>True when somebody had begun to send a record into a region's queue by then.</summary>
    public bool SendHadBegun(string region, string queue, string record, DateTimeOffset at) => Within(_sendBegun, (region, queue, record), at);

    /// <summary>True when a row of the record was in one of the store's replicas by then; true as well where no store could be read.</summary>
    public bool RowWasThere(string store, string record, DateTimeOffset at) =>
        !Region.All.All(r => Evidence.Stores.ContainsKey(new Replica(r.Name, store))) || Within(_stored, (store, record), at);

    private void Index(HistoryEvent e)
    {
        if (e.Record is not { } record)
            return;
        if (e.Event == HistoryEvents.Received)
            Earliest(_received, (e.Component, record), e.At);
        if (e is { Event: HistoryEvents.Publishing, Region: { } host } && Hosts.RegionOf(host) is { } region)
            Earliest(_sendBegun, (region, Topology.FirstQueue, record), e.At);
        if (e.Event == HistoryEvents.Stored && Worker.Named(e.Component) is { } worker)
            Earliest(_sendBegun, (worker.Region.Name, worker.Stage.OutQueue, record), e.At);
    }

    private static void Earliest<TKey>(Dictionary<TKey, DateTimeOffset> times, TKey key, DateTimeOffset at)
        where TKey : notnull
    {
        if (!times.TryGetValue(key, out var known) || at < known)
            times[key] = at;
    }

    private static bool Within<TKey>(Dictionary<TKey, DateTimeOffset> times, TKey key, DateTimeOffset at)
        where TKey : notnull => times.TryGetValue(key, out var since) && since <= at + Tolerance;
}
