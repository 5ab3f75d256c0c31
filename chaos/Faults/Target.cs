using ActiveActive.Contracts;

namespace ActiveActive.Faults;

/// <summary>
/// Something that can fail, under the name that status prints. There is a fixed set of them, <see cref="All"/>, made from
/// <see cref="Topology"/>; nobody else makes one, so a target that exists can be failed.
/// </summary>
public sealed record Target
{
    private Target(string name, TargetKind kind, Region? region, string? part)
    {
        Name = name;
        Kind = kind;
        Region = region;
        Part = part;
    }

    /// <summary>As status prints it: r1/inbound-queue.</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public TargetKind Kind { get; }

    /// <summary>Where it is; null for what is there once in a lab.</summary>
    public Region? Region { get; }

    /// <summary>The stage, queue, database, table, pair or store by its own name (inbound-preprocess, ingress); null where the kind says it all.</summary>
    public string? Part { get; }

    /// <summary>Every target: region 1, region 2, then what is there once.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        .. Contracts.Region.All.SelectMany(OfRegion),
        new(Components.DnsRouter, TargetKind.Service, null, null),
        new(Components.RecordSource, TargetKind.Service, null, null),
        new(Components.RecordDestination, TargetKind.Service, null, null),
        new("replication", TargetKind.Replication, null, null),
        .. Topology.Databases.Select(d => new Target(Components.Writer(d), TargetKind.Writer, null, d)),
    ];

    /// <summary>
    /// The instance that it lives on and fails with: the emulator of a queue or table, the Postgres instance of a database. Null for what stands alone.
    /// </summary>
    public Target? Host => (Kind, Region, Part) switch
    {
        (TargetKind.Queue or TargetKind.Table, { } region, _) => Parse(Components.Aws(region)),
        (TargetKind.Database, { } region, { } database) => Parse(Components.Instance(region, Topology.PairOf(database))),
        (TargetKind.Replication, { } region, Topology.Table) => Parse(Components.Aws(region)),
        (TargetKind.Replication, { } region, { } store) => Parse(Components.Instance(region, Topology.PairOf(store))),
        _ => null,
    };

    /// <summary>Finds a target by name. r1-inbound is read as r1/inbound, and either case will do.</summary>
    /// <exception cref="UnusableFaultException">No such target; the message names what comes near.</exception>
    public static Target Parse(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        foreach (var region in Contracts.Region.All)
        {
            if (name.StartsWith(region.Name + "-", StringComparison.Ordinal))
                name = $"{region.Name}/{name[(region.Name.Length + 1)..]}";
        }

        return All.FirstOrDefault(t => t.Name == name) ?? throw new UnusableFaultException(NearMatches.Explain(text, name));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static IEnumerable<Target> OfRegion(Region region) =>
    [
        .. Stage.All.Select(s => new Target(Components.Container(region, s), TargetKind.Container, region, s.Name)),
        .. Topology.Queues.Select(q => new Target(Components.Queue(region, q), TargetKind.Queue, region, q)),
        .. Stage.All.Select(s => new Target(
            Components.Database(region, s.Name),
            s.Store == StoreKind.Aurora ? TargetKind.Database : TargetKind.Table,
            region,
            s.Name)),
        new(Components.Aws(region), TargetKind.Aws, region, null),
        .. Topology.Pairs.Select(p => new Target(Components.Instance(region, p), TargetKind.AuroraInstance, region, p)),
        new(Components.Routing(region), TargetKind.Routing, region, null),
        .. Stage.All.Select(s => new Target(Components.Replication(region, s.Name), TargetKind.Replication, region, s.Name)),
    ];
}
