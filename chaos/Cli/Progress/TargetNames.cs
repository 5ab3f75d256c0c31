using ActiveActive.Faults;

namespace ActiveActive.Cli.Progress;

/// <summary>The names that './aa fail' and './aa recover' take, all of them, by what they are: what is in both regions is told once.</summary>
internal static class TargetNames
{
    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Lines() =>
    [
        "what './aa fail' takes, each after r1/ or r2/:",
        .. Target.All.Where(t => t.Region is not null).GroupBy(t => Word(t.Kind)).Select(g => Line(g.Key, g.Select(Bare).Distinct())),
        "and without a region:",
        .. Target.All.Where(t => t.Region is null).GroupBy(t => Word(t.Kind)).Select(g => Line(g.Key, g.Select(t => t.Name))),
    ];

    private static string Line(string word, IEnumerable<string> names) => $"  {word,-12} {string.Join(' ', names)}";

    private static string Bare(Target target) => target.Name[(target.Region!.Name.Length + 1)..];

    private static string Word(TargetKind kind) => kind switch
    {
        TargetKind.Container => "containers",
        TargetKind.Queue => "queues",
        TargetKind.Database or TargetKind.Table => "databases",
        TargetKind.Aws or TargetKind.AuroraInstance => "instances",
        TargetKind.Replication => "replication",
        TargetKind.Routing => "routing",
        TargetKind.Writer => "writers",
        _ => "services",
    };
}
