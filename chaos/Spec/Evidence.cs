using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec;

/// <summary>
/// All that a run left behind, and the only thing the spec looks at. What could not be read is null or absent, never an empty
/// list: an empty list is a statement about the system, a missing one is a statement about what we know.
/// </summary>
public sealed class Evidence
{
    private readonly Lazy<Lives> _lives;
    private readonly Lazy<IReadOnlyList<MissingEvidence>> _allMissing;
    private readonly Lazy<Journeys> _journeys;

    /// <summary>Evidence with nothing in it yet.</summary>
    public Evidence()
    {
        _lives = new(() => new Lives(History ?? []));
        _allMissing = new(() => Inventory.Missing(this));
        _journeys = new(() => new Journeys(this));
    }

    /// <summary>What the lab says of the run.</summary>
    public RunFacts? Run { get; init; }

    /// <summary>The records that the source was given.</summary>
    public IReadOnlyList<GivenRecord>? Given { get; init; }

    /// <summary>All components' events; each life's in the order of their Seq.</summary>
    public IReadOnlyList<HistoryEvent>? History { get; init; }

    /// <summary>The replicas' rows; a replica that is not a key was not read.</summary>
    public IReadOnlyDictionary<Replica, IReadOnlyList<StoredRow>> Stores { get; init; } = new Dictionary<Replica, IReadOnlyList<StoredRow>>();

    /// <summary>The queues' contents. Read in the order of the journey and before the stores, so that a record on its way is seen.</summary>
    public IReadOnlyList<QueueContent>? Queues { get; init; }

    /// <summary>The lab in numbers over the run; figures rest on it, no invariant does. Null where nobody looked.</summary>
    public IReadOnlyList<Sample>? Samples { get; init; }

    /// <summary>The destination's delivery log.</summary>
    public IReadOnlyList<Delivery>? Deliveries { get; init; }

    /// <summary>What the reader found missing or unreadable, with the reasons that only it knows.</summary>
    public IReadOnlyList<MissingEvidence> Missing { get; init; } = [];

    /// <summary>History by component and life.</summary>
    public Lives Lives => _lives.Value;

    /// <summary>How far each record came.</summary>
    public Journeys Journeys => _journeys.Value;

    /// <summary>Everything missing: <see cref="Missing"/>, parts that are not there, holes in history, components without a history.</summary>
    public IReadOnlyList<MissingEvidence> AllMissing => _allMissing.Value;

    /// <summary>The rows of one replica, or null when they were not read.</summary>
    public IReadOnlyList<StoredRow>? RowsOf(Replica replica) => Stores.GetValueOrDefault(replica);

    /// <summary>True when the lab saw the system come to rest: from then on nothing is merely on its way.</summary>
    public bool CameToRest => Run?.DrainedAt is not null;
}
