using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Simulation.Defects;
using ActiveActive.Simulation.Ports;
using ActiveActive.Simulation.Programs;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Lab;

/// <summary>Everything in a simulated lab, and how it reaches each other.</summary>
public sealed class LabParts
{
    private readonly Dictionary<string, IPart> _parts = [];
    private readonly Dictionary<string, AwsRegion> _awsByHost = [];
    private readonly Dictionary<string, AuroraInstance> _instanceByHost = [];
    private readonly Dictionary<(Region, string), AuroraInstance> _instanceOf = [];
    private readonly Dictionary<(Region, string), AuroraDatabase> _databases = [];

    /// <summary>A lab in which nothing has begun, whose workers have so many loops.</summary>
    public LabParts(World world, Weather weather, SeededChance chance, List<HistoryEvent> events, int loops = 2)
    {
        Loops = loops;
        (World, Weather, Chance, Events) = (world, weather, chance, events);
        Network = new Network(world, weather, chance.Fork("network"));
        Aws = Region.All.ToDictionary(r => r.Name, r => new AwsRegion(world, Network, r, weather, chance.Fork($"aws/{r}"), events));
        GlobalTable.Make(AwsIn(Region.One), AwsIn(Region.Two));
        Router = new RouterServer(world, Network, AwsIn, events);
        Add(new ServerPart(Router));
        Source = new SourceProgram(this);
        Destination = new DestinationProgram(this);
        Add(Source);
        Add(Destination);
        foreach (var region in Region.All)
        {
            _awsByHost[AwsHost(region)] = AwsIn(region);
            Add(new ServerPart(AwsIn(region)));
        }

        Instances = Topology.Pairs.SelectMany(p => Region.All.Select(r => new AuroraInstance(world, r, p, events))).ToDictionary(i => i.Component);
        foreach (var pair in Topology.Pairs)
            MakePair(pair);
        foreach (var region in Region.All)
        {
            foreach (var stage in Stage.All)
                Add(new WorkerProgram(this, region, stage));
        }
    }

    /// <summary>The bug that it has on purpose, if any.</summary>
    public SimDefect? Defect { get; init; }

    /// <summary>Who sees what workers ask of their queues; null where nobody looks.</summary>
    public WorkerWatch? Watch { get; init; }

    /// <summary>Loops of each worker; two are as shipped.</summary>
    public int Loops { get; }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>The weather.</summary>
    public Weather Weather { get; }

    /// <summary>Where the parts' chance comes from.</summary>
    public SeededChance Chance { get; }

    /// <summary>All that everybody wrote down, in order.</summary>
    public List<HistoryEvent> Events { get; }

    /// <summary>The wires.</summary>
    public Network Network { get; }

    /// <summary>Digests of bodies that were looked at.</summary>
    internal Dictionary<string, BodyDigest> Digests { get; } = [];

    /// <summary>AWS by the regions' names.</summary>
    public IReadOnlyDictionary<string, AwsRegion> Aws { get; }

    /// <summary>The Postgres instances by name.</summary>
    public IReadOnlyDictionary<string, AuroraInstance> Instances { get; }

    /// <summary>The router.</summary>
    public RouterServer Router { get; }

    /// <summary>The source.</summary>
    public SourceProgram Source { get; }

    /// <summary>The destination.</summary>
    public DestinationProgram Destination { get; }

    /// <summary>Who moves the writers.</summary>
    public WriterControl Writers => field ??= new WriterControl(this);

    /// <summary>Every part by name, in the order of status.</summary>
    public IReadOnlyDictionary<string, IPart> All => _parts;

    /// <summary>AWS of a region.</summary>
    public AwsRegion AwsIn(Region region) => Aws[region.Name];

    /// <summary>Its address.</summary>
    public string AwsHost(Region region) => LabRecordSets.AwsHost(region);

    /// <summary>The instance under a database.</summary>
    public AuroraInstance InstanceOf(Region region, string database) => _instanceOf[(region, database)];

    /// <summary>A region's database.</summary>
    public AuroraDatabase Database(Region region, string database) => _databases[(region, database)];

    /// <summary>A region's queue as somebody reaches it.</summary>
    public IQueue Queue(Life from, Region region, string queue) => Queue(from, AwsIn(region), queue);

    /// <summary>A queue at whatever address.</summary>
    public Func<string, IQueue> QueuesOf(Life from, string queue)
    {
        var queues = new Dictionary<string, IQueue>();
        return host => queues.TryGetValue(host, out var known) ? known : queues[host] = Queue(from, _awsByHost[host], queue);
    }

    /// <summary>A resolver of somebody's own.</summary>
    public IEndpointResolver Resolver(Life from) => new SimResolver(Network, from, Router);

    /// <summary>A stage's store as its container reaches it.</summary>
    public IRecordStore Store(Life from, Region region, Stage stage) => stage.Store == StoreKind.Aurora
        ? new SimAuroraStore(Network, from, stage.Name, Components.Container(region, stage), Resolver(from), host => _instanceByHost[host])
        : new SimTableStore(Network, from, AwsIn(region), Components.Container(region, stage));

    private SimQueue Queue(Life from, AwsRegion aws, string queue) =>
        new(Network, from, aws, queue, Weather, Chance.Fork($"queue/{from.Component}/{aws.Component}/{queue}"));

    private void Add(IPart part) => _parts.Add(part.Component, part);

    private void MakePair(string pair)
    {
        var (one, two) = (Instances[Components.Instance(Region.One, pair)], Instances[Components.Instance(Region.Two, pair)]);
        foreach (var database in Topology.DatabasesOf(pair))
        {
            one.Inflows[database] = new RowInflow(one, two, database, Network, Weather, Chance.Fork($"inflow/{one.Component}/{database}"));
            two.Inflows[database] = new RowInflow(two, one, database, Network, Weather, Chance.Fork($"inflow/{two.Component}/{database}"));
            (one.Inflows[database].Peer, two.Inflows[database].Peer) = (two.Inflows[database], one.Inflows[database]);
        }

        foreach (var instance in new[] { one, two })
        {
            _instanceByHost[LabRecordSets.InstanceHost(instance.Region, pair)] = instance;
            foreach (var database in instance.Databases.Values)
                (_instanceOf[(instance.Region, database.Name)], _databases[(instance.Region, database.Name)]) = (instance, database);
            Add(new ServerPart(instance));
        }
    }
}
