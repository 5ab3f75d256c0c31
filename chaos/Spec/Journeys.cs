using System.Runtime.InteropServices;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Spec;

/// <summary>How far each record came: which replicas hold it, whether it was delivered, and whether its sending was acknowledged.</summary>
public sealed class Journeys
{
    private readonly Dictionary<string, Progress> _records = [];

    internal Journeys(Evidence evidence)
    {
        foreach (var e in evidence.History ?? [])
        {
            if (e is { Event: HistoryEvents.Acknowledged, Record: { } record })
                Mark(record, Progress.Acknowledged);
        }

        for (var i = 0; i < Replica.All.Count; i++)
        {
            if (evidence.RowsOf(Replica.All[i]) is not { } rows)
                continue;
            Known |= InReplica(i);
            foreach (var row in rows)
                Mark(row.Id, InReplica(i));
        }

        if (evidence.Deliveries is not { } deliveries)
            return;
        Known |= Progress.Delivered;
        foreach (var delivery in deliveries)
            Mark(delivery.Id, Progress.Delivered);
    }

    /// <summary>
    /// Every record that is certainly in the system: acknowledged, or found in a store or at the destination. A record that is in a
    /// store was accepted by a queue, whether or not the source heard of it, and has to arrive like any other.
    /// </summary>
    public IReadOnlyDictionary<string, Progress> Records => _records;

    /// <summary>The places that were looked into; of the others nothing can be said.</summary>
    public Progress Known { get; private set; }

    /// <summary>Where the row is when <paramref name="region"/>'s replica of the stage's store has it.</summary>
    public static Progress In(Stage stage, Region region) =>
        InReplica(Index(Stage.All, stage) * Region.All.Count + Index(Region.All, region));

    /// <summary>True when any of <paramref name="places"/> has the record.</summary>
    public static bool HasAny(Progress progress, Progress places) => (progress & places) != 0;

    private static Progress InReplica(int index) => (Progress)((int)Progress.FirstReplica << index);

    private static int Index<T>(IReadOnlyList<T> list, T item)
        where T : class
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (ReferenceEquals(list[i], item))
                return i;
        }

        throw new ArgumentOutOfRangeException(nameof(item), item, "not one of the topology's");
    }

    private void Mark(string record, Progress progress) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_records, record, out _) |= progress;
}
