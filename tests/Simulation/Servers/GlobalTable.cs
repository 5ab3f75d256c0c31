using ActiveActive.Contracts;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;

namespace ActiveActive.Simulation.Servers;

/// <summary>Makes the global table over both regions, with the engine's own operations.</summary>
public static class GlobalTable
{
    /// <summary>The table in region 1, adopted by region 2.</summary>
    public static void Make(AwsRegion one, AwsRegion two)
    {
        one.Run(new CreateTable
        {
            Name = Topology.Table, BillingMode = "PAY_PER_REQUEST",
            Attributes = new Dictionary<string, string> { ["id"] = "S" }, Keys = [("id", "HASH")],
        });
        one.Run(new AddReplica { Table = Topology.Table, Region = two.Region.AwsName, Active = false });
        var table = one.Dynamo.Table(Topology.Table);
        two.Run(new AdoptReplica { Definition = table.Definition, Settings = table.Settings, Regions = [one.Region.AwsName] });
        one.Run(new AddReplica { Table = Topology.Table, Region = two.Region.AwsName, Active = true });
        (one.Inflow.Peer, two.Inflow.Peer) = (two, one);
    }
}
