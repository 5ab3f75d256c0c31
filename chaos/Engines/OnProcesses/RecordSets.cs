using System.Text.Json;
using ActiveActive.Aurora.Instances;
using ActiveActive.Contracts;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>The record sets of the lab's router: weighted in, failover out, and the writer endpoints that only the control plane moves.</summary>
internal static class RecordSets
{
    /// <summary>The router's file.</summary>
    public static string ToJson(AddressPlan addresses, Func<Region, string, AuroraInstance> instanceOf) => JsonSerializer.Serialize(
        new
        {
            recordSets = (object[])
            [
                new
                {
                    name = DnsNames.In,
                    ttlSeconds = 0,
                    policy = "weighted",
                    mode = "exact",
                    targets = Region.All.Select(r => new
                    {
                        region = r.Name, value = addresses.Aws(r).Address.ToString(), weight = 1, check = QueueCheck(r, Topology.FirstQueue, addresses),
                    }),
                },
                .. Region.All.Select(lane => new
                {
                    name = DnsNames.Out(lane),
                    ttlSeconds = 1,
                    policy = "failover",
                    targets = new[] { lane, lane.Peer }.Select(r => new
                    {
                        region = r.Name, value = addresses.Aws(r).Address.ToString(), role = r == lane ? "primary" : "secondary", check = QueueCheck(r, Topology.LastQueue, addresses),
                    }),
                }),
                .. Topology.Databases.Select(database => new
                {
                    name = DnsNames.Writer(database),
                    ttlSeconds = 1,
                    policy = "manual",
                    targets = Region.All.Select(r => new
                    {
                        region = r.Name,
                        value = addresses.Instance(r, Topology.PairOf(database)).Address.ToString(),
                        role = r == Region.One ? "primary" : "secondary",
                        check = new
                        {
                            kind = "postgres",
                            connectionString = instanceOf(r, database).WorkersConnectionString(database),
                            intervalSeconds = 5,
                            timeoutSeconds = 2,
                            threshold = 2,
                        },
                    }),
                }),
            ],
        },
        new JsonSerializerOptions { WriteIndented = true });

    private static object QueueCheck(Region region, string queue, AddressPlan addresses) => new
    {
        kind = "sqs",
        queue = $"http://{addresses.Aws(region)}/{Topology.Account}/{queue}",
        intervalSeconds = 1,
        timeoutSeconds = 1,
        threshold = 2,
    };
}
