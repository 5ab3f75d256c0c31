using System.Net;
using ActiveActive.Aurora.Faults;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;

namespace ActiveActive.Engines.Lab;

/// <summary>What a running lab is made of, for those who look at it, break it and collect from it.</summary>
internal sealed class LabParts : IDisposable
{
    // What looks all the time does not wait longer for one instance.
    private static readonly TimeSpan LookWithin = TimeSpan.FromSeconds(1);

    private WriterFaults? _writerFaults;

    /// <summary>The components by name, and the pairs; the clients go to the emulators' addresses.</summary>
    /// <param name="sharedTable">Where both regions find the one copy of the global table; null where each region's emulator has its own.</param>
    public LabParts(IEnumerable<IComponent> components, IReadOnlyDictionary<string, AuroraPair> pairs, HttpClient http, IPEndPoint? sharedTable = null)
    {
        (Components, Pairs, Http, TableIsShared) = (components.ToDictionary(c => c.Name), pairs, http, sharedTable is not null);
        LookedAt = pairs.ToDictionary(p => p.Key, p => p.Value.Seen(i => i.ForLooking(LookWithin)));
        var keys = new BasicAWSCredentials("test", "test");
        Sqs = Region.All.ToDictionary(r => r, r => new AmazonSQSClient(keys, new AmazonSQSConfig
        {
            ServiceURL = $"http://{Aws(r)}", AuthenticationRegion = r.AwsName, MaxErrorRetry = 0,
        }));
        Dynamo = Region.All.ToDictionary(r => r, r => new AmazonDynamoDBClient(keys, new AmazonDynamoDBConfig
        {
            // A shared copy is region 1's table, whoever asks.
            ServiceURL = $"http://{sharedTable ?? Aws(r)}", AuthenticationRegion = (TableIsShared ? Region.One : r).AwsName, MaxErrorRetry = 0,
        }));
    }

    /// <summary>What can fail here.</summary>
    public FaultScope Scope { get; init; } = FaultScope.Everything;

    /// <summary>True when both regions share one copy of the global table: there is nothing to replicate.</summary>
    public bool TableIsShared { get; }

    public HttpClient Http { get; }

    public IReadOnlyDictionary<string, IComponent> Components { get; }

    public IReadOnlyDictionary<string, AuroraPair> Pairs { get; }

    /// <summary>
    /// The same pairs for who looks all the time: with less patience, so that nobody waits for one that is paused, and with connections
    /// that are kept, since each new one makes PostgreSQL fork.
    /// </summary>
    public IReadOnlyDictionary<string, AuroraPair> LookedAt { get; }

    public IReadOnlyDictionary<Region, AmazonSQSClient> Sqs { get; }

    public IReadOnlyDictionary<Region, AmazonDynamoDBClient> Dynamo { get; }

    /// <summary>The faults of writers; there once the lab has started.</summary>
    public WriterFaults WriterFaults
    {
        get => _writerFaults ?? throw new InvalidOperationException("The control plane of Aurora is not started.");
        set => _writerFaults = value;
    }

    public IPEndPoint Aws(Region region) => Components[Contracts.Components.Aws(region)].Address;

    /// <summary>The region whose emulator has an address, or null.</summary>
    public Region? RegionAt(string host) => Region.All.FirstOrDefault(r => Aws(r).Address.ToString() == host);

    public AuroraInstance InstanceOf(Region region, string database) => Pairs[Topology.PairOf(database)].In(region);

    public AuroraFaults FaultsOf(Region region, string database) => new(InstanceOf(region, database));

    public string QueueUrl(Region region, string queue) => $"http://{Aws(region)}/{Topology.Account}/{queue}";

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in Sqs.Values)
            client.Dispose();
        foreach (var client in Dynamo.Values)
            client.Dispose();
        foreach (var instance in LookedAt.Values.SelectMany(p => p.Instances))
            instance.Release();
    }
}
