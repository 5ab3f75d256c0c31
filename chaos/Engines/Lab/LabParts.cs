using ActiveActive.Aurora.Faults;
using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using Amazon.DynamoDBv2;
using Amazon.SQS;

namespace ActiveActive.Engines.Lab;

/// <summary>What a running lab is made of, for those who look at it, break it and collect from it.</summary>
internal sealed class LabParts
{
    public required AddressPlan Addresses { get; init; }

    public required Roster Roster { get; init; }

    public required HttpClient Http { get; init; }

    public required IReadOnlyDictionary<string, Managed> Processes { get; init; }

    public required IReadOnlyDictionary<string, AuroraPair> Pairs { get; init; }

    public required IReadOnlyDictionary<Region, AmazonSQSClient> Sqs { get; init; }

    public required IReadOnlyDictionary<Region, AmazonDynamoDBClient> Dynamo { get; init; }

    public AuroraInstance InstanceOf(Region region, string database) => Pairs[Topology.PairOf(database)].In(region);

    public AuroraFaults FaultsOf(Region region, string database) => new(InstanceOf(region, database));

    public string QueueUrl(Region region, string queue) => $"http://{Addresses.Aws(region)}/{Topology.Account}/{queue}";

    /// <summary>The process that a target is, or lives on.</summary>
    public Managed ProcessOf(Target target) => Processes[(target.Host ?? target).Name];
}
