using ActiveActive.Contracts;

namespace ActiveActive.Faults.Storm;

/// <summary>
/// Reads what a storm may fail: a target by name (r1/inbound-queue), a region (r1), a sort of target (queues), or a region's sort
/// (r1/queues).
/// </summary>
public static class StormTargets
{
    private static readonly (string Word, TargetKind[] Kinds)[] Sorts =
    [
        ("containers", [TargetKind.Container]),
        ("queues", [TargetKind.Queue]),
        ("databases", [TargetKind.Database, TargetKind.Table]),
        ("emulators", [TargetKind.Aws]),
        ("instances", [TargetKind.AuroraInstance]),
        ("replications", [TargetKind.Replication]),
        ("writers", [TargetKind.Writer]),
        ("routings", [TargetKind.Routing]),
        ("services", [TargetKind.Service]),
    ];

    /// <summary>The targets that the words stand for, each once, in the order of <see cref="Target.All"/>; all of them for no words.</summary>
    /// <exception cref="UnusableFaultException">A word stands for nothing; the message says what there is.</exception>
    public static IReadOnlyList<Target> Of(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return Target.All;
        var meant = words.SelectMany(Of).ToHashSet();
        return [.. Target.All.Where(meant.Contains)];
    }

    private static IEnumerable<Target> Of(string word)
    {
        var name = word.Trim().ToLowerInvariant();
        var region = Region.All.FirstOrDefault(r => name == r.Name || name.StartsWith(r.Name + "/", StringComparison.Ordinal));
        if (name == region?.Name)
            return Target.All.Where(t => t.Region == region);
        var sort = region is null ? name : name[(region.Name.Length + 1)..];
        if (Sorts.FirstOrDefault(s => s.Word == sort).Kinds is { } kinds)
            return Target.All.Where(t => kinds.Contains(t.Kind) && (region is null || t.Region == region));
        try
        {
            return [Target.Parse(name)];
        }
        catch (UnusableFaultException unknown)
        {
            throw new UnusableFaultException(
                $"{unknown.Message}; regions ({string.Join(", ", Region.All.Select(r => r.Name))}) and sorts ({string.Join(", ", Sorts.Select(s => s.Word))}) will do too, and a region's sort: r1/queues",
                unknown);
        }
    }
}
