using ActiveActive.Contracts;
using ActiveActive.Spec.History;

namespace ActiveActive.Spec.Invariants;

/// <summary>What a target's name stands for, as far as one must know to look for its work.</summary>
/// <param name="Sort">What sort of thing.</param>
/// <param name="Region">Where; null for what is in no region, and for all replication.</param>
/// <param name="Name">The queue, store, pair or component.</param>
internal sealed record FaultTarget(FaultTargetSort Sort, Region? Region, string Name)
{
    private static readonly Dictionary<string, FaultTarget> All = Every().ToDictionary(t => t.Key, t => t.Value);

    /// <summary>The target of that name, or null.</summary>
    public static FaultTarget? Named(string? target) => target is null ? null : All.GetValueOrDefault(target);

    private static IEnumerable<KeyValuePair<string, FaultTarget>> Every()
    {
        foreach (var component in new[] { Components.RecordSource, Components.RecordDestination, Components.DnsRouter })
            yield return new(component, new FaultTarget(FaultTargetSort.Service, null, component));
        yield return new("replication", new FaultTarget(FaultTargetSort.Replication, null, ""));
        foreach (var database in Topology.Databases)
            yield return new(Components.Writer(database), new FaultTarget(FaultTargetSort.Writer, null, database));
        foreach (var r in Region.All)
        {
            yield return new(Components.Aws(r), new FaultTarget(FaultTargetSort.Aws, r, Components.Aws(r)));
            yield return new(Components.Routing(r), new FaultTarget(FaultTargetSort.Routing, r, Components.Routing(r)));
            foreach (var pair in Topology.Pairs)
                yield return new(Components.Instance(r, pair), new FaultTarget(FaultTargetSort.Instance, r, pair));
            foreach (var queue in Topology.Queues)
                yield return new(Components.Queue(r, queue), new FaultTarget(FaultTargetSort.Queue, r, queue));
            foreach (var stage in Stage.All)
            {
                yield return new(Components.Container(r, stage), new FaultTarget(FaultTargetSort.Container, r, Components.Container(r, stage)));
                yield return new(Components.Replication(r, stage.Name), new FaultTarget(FaultTargetSort.Replication, r, stage.Name));
                yield return new(
                    Components.Database(r, stage.Name),
                    new FaultTarget(stage.Store == StoreKind.Aurora ? FaultTargetSort.Database : FaultTargetSort.Table, r, stage.Name));
            }
        }
    }
}
