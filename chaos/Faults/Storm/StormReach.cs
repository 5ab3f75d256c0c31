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

    // One line for each kind of target that reaches beyond itself.
    private static IEnumerable<Target> Beyond(Target target) => target.Kind switch
    {
        TargetKind.Aws or TargetKind.AuroraInstance => Target.All.Where(t => t.Host == target),
        TargetKind.Replication when target.Region is null => Target.All.Where(t => t.Kind == TargetKind.Replication),
        // With one region offline there must be a way in and a way out through the other.
        TargetKind.Routing => Target.All.Where(t => t.Region == target.Region!.Peer && t.Kind == TargetKind.Queue && (t.Part == Topology.FirstQueue || t.Part == Topology.LastQueue)),
        _ => [],
    };

    // DNS answers an offline region when the other is offline, too: then neither fault would be seen.
    private static bool MayFailInBoth(Target target) => target.Kind != TargetKind.Routing;

    /// <summary>The same component, once in each region.</summary>
    private static bool AreOneComponent(Target one, Target other) =>
        one.Region is { } here && other.Region is { } there && here != there && one.Kind == other.Kind && one.Part == other.Part;
}
