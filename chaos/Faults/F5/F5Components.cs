using ActiveActive.Contracts;

namespace ActiveActive.Faults.F5;

/// <summary>The sixteen components of region 1 that F5 may fail, in the order of a record's journey: a queue, its container, its store, and so on to the last queue.</summary>
public static class F5Components
{
    /// <summary>Number n is at index n − 1.</summary>
    public static IReadOnlyList<(string Name, Target Target)> All { get; } =
    [
        .. Stage.All.SelectMany(s => new[]
        {
            Queue(s.InQueue),
            ($"{s} container", Target.Parse(Components.Container(Region.One, s))),
            ($"{s} database", Target.Parse(Components.Database(Region.One, s.Name))),
        }),
        Queue(Topology.LastQueue),
    ];

    /// <summary>The instances that the second draw may fail as a whole.</summary>
    public static IReadOnlyList<Target> Instances { get; } =
    [
        Target.Parse(Components.Aws(Region.One)),
        .. Topology.Pairs.Select(p => Target.Parse(Components.Instance(Region.One, p))),
    ];

    private static (string, Target) Queue(string queue) => ($"{queue} queue", Target.Parse(Components.Queue(Region.One, queue)));
}
