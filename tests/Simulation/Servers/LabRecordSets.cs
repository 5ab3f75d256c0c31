using ActiveActive.Contracts;
using ActiveActive.DnsRouter.Configuration;

namespace ActiveActive.Simulation.Servers;

/// <summary>The record sets of the lab, as its engines write them, and the addresses in them.</summary>
public static class LabRecordSets
{
    /// <summary>The router's file.</summary>
    public static RecordSetFile File { get; } = WithQueueNames(RecordSetFileRules.Check(new RecordSetFile
    {
        RecordSets =
        [
            new()
            {
                Name = DnsNames.In, TtlSeconds = 0, Policy = RoutingPolicy.Weighted,
                Targets = [.. Region.All.Select(r => new TargetDefinition { Region = r.Name, Value = AwsHost(r), Check = OfQueue(r, Topology.FirstQueue) })],
            },
            .. Region.All.Select(lane => new RecordSetDefinition
            {
                Name = DnsNames.Out(lane), TtlSeconds = 1, Policy = RoutingPolicy.Failover,
                Targets =
                [
                    .. new[] { lane, lane.Peer }.Select(r => new TargetDefinition
                    {
                        Region = r.Name, Value = AwsHost(r), Check = OfQueue(r, Topology.LastQueue), Role = r == lane ? FailoverRole.Primary : FailoverRole.Secondary,
                    }),
                ],
            }),
            .. Topology.Databases.Select(database => new RecordSetDefinition
            {
                Name = DnsNames.Writer(database), TtlSeconds = 1, Policy = RoutingPolicy.Manual,
                Targets =
                [
                    .. Region.All.Select(r => new TargetDefinition
                    {
                        Region = r.Name, Value = InstanceHost(r, Topology.PairOf(database)), Role = r == Region.One ? FailoverRole.Primary : FailoverRole.Secondary,
                    }),
                ],
            }),
        ],
    }));

    /// <summary>The address of a region's AWS.</summary>
    public static string AwsHost(Region region) => region == Region.One ? "10.0.1.10" : "10.0.2.10";

    /// <summary>The address of a Postgres instance.</summary>
    public static string InstanceHost(Region region, string pair) => $"10.0.{(region == Region.One ? 1 : 2)}.{(pair == Topology.Pairs[0] ? 21 : 22)}";

    private static CheckDefinition OfQueue(Region region, string queue) => new()
    {
        Kind = CheckKind.Sqs, Queue = $"http://{AwsHost(region)}:4566/{Topology.Account}/{queue}", IntervalSeconds = 1, TimeoutSeconds = 1, Threshold = 2,
    };

    // The model asks for a queue by its name.
    private static RecordSetFile WithQueueNames(RecordSetFile file) => new()
    {
        RecordSets =
        [
            .. file.RecordSets.Select(s => s with
            {
                Targets = [.. s.Targets.Select(t => t.Check is { Queue: { } url } check ? t with { Check = check with { Queue = url[(url.LastIndexOf('/') + 1)..] } } : t)],
            }),
        ],
    };
}
