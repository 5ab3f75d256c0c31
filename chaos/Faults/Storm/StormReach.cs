using ActiveActive.Contracts;

namespace ActiveActive.Faults.Storm;

/// <summary>
/// What a fault reaches: its target, and all that fails or cannot be looked at with it. Two faults that reach the same thing must not
/// hold at once, because nobody could confirm the second.
/// </summary>
public static class StormReach
{
    private static readonly Dictionary<Target, HashSet<Target>> Reached = Target.All.ToDictionary(t => t, t => Beyond(t).Append(t).ToHashSet());

    /// <summary>True when faults on the two must not hold at the same time.</summary>
    public static bool Meet(Target one, Target other, bool bothRegions) =>
        Reached[one].Overlaps(Reached[other])
        || (!(bothRegions && MayFailInBoth(one) && MayFailInBoth(other)) && Reached[one].Any(a => Reached[other].Any(b => AreOneComponent(a, b))));

    // One line for each kind of target; one that is added to the catalogue needs its own before it can be drawn.
    private static IEnumerable<Target> Beyond(Target target) => target.Kind switch
    {
        TargetKind.Aws or TargetKind.AuroraInstance => Target.All.Where(t => t.Host == target),
        TargetKind.Replication when target.Region is null => Target.All.Where(t => t.Kind == TargetKind.Replication),
        // A move asks both sides' databases, needs what is on its way between them, and is a change of DNS.
        TargetKind.Writer => Target.All.Where(t => (t.Part == target.Part && t.Kind is (TargetKind.Database or TargetKind.Replication)) || IsRouter(t)),
        // With one region offline in DNS there must be a way in and a way out through the other.
        TargetKind.Routing => Target.All.Where(t => (t.Region == target.Region!.Peer && IsEnd(t)) || IsRouter(t)),
        TargetKind.Container or TargetKind.Queue or TargetKind.Database or TargetKind.Table or TargetKind.Replication or TargetKind.Service => [],
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "nobody said yet what a fault of it reaches"),
    };

    private static bool IsRouter(Target target) => target.Name == Components.DnsRouter;

    private static bool IsEnd(Target target) => target.Kind == TargetKind.Queue && (target.Part == Topology.FirstQueue || target.Part == Topology.LastQueue);

    // DNS answers an offline region when the other is offline, too: then neither fault would be seen.
    private static bool MayFailInBoth(Target target) => target.Kind != TargetKind.Routing;

    /// <summary>The same component, once in each region.</summary>
    private static bool AreOneComponent(Target one, Target other) =>
        one.Region is { } here && other.Region is { } there && here != there && one.Kind == other.Kind && one.Part == other.Part;
}
