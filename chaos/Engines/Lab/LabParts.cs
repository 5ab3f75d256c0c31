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
    /// <summary>The components by name, and the pairs; the clients go to the emulators' addresses.</summary>
    public LabParts(IEnumerable<IComponent> components, IReadOnlyDictionary<string, AuroraPair> pairs, HttpClient http)
    {
        (Components, Pairs, Http) = (components.ToDictionary(c => c.Name), pairs, http);
        var keys = new BasicAWSCredentials("test", "test");
        Sqs = Region.All.ToDictionary(r => r, r => new AmazonSQSClient(keys, new AmazonSQSConfig
        {
            ServiceURL = $"http://{Aws(r)}", AuthenticationRegion = r.AwsName, MaxErrorRetry = 0,
        }));
        Dynamo = Region.All.ToDictionary(r => r, r => new AmazonDynamoDBClient(keys, new AmazonDynamoDBConfig
        {
            ServiceURL = $"http://{Aws(r)}", AuthenticationRegion = r.AwsName, MaxErrorRetry = 0,
        }));
    }

    public HttpClient Http { get; }

    public IReadOnlyDictionary<string, IComponent> Components { get; }

    public IReadOnlyDictionary<string, AuroraPair> Pairs { get; }

    public IReadOnlyDictionary<Region, AmazonSQSClient> Sqs { get; }

    public IReadOnlyDictionary<Region, AmazonDynamoDBClient> Dynamo { get; }

    public IPEndPoint Aws(Region region) => Components[Contracts.Components.Aws(region)].Address;

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
    }
}
