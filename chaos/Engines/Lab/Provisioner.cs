using System.Globalization;
using System.Text.Json;
using ActiveActive.Aurora.Faults;
using ActiveActive.Aurora.Replication;
using ActiveActive.Contracts;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Region = ActiveActive.Contracts.Region;

namespace ActiveActive.Engines.Lab;

/// <summary>Makes what components share, as one would in an account: linked databases, and with AWS's own calls the queues and the global table.</summary>
internal static class Provisioner
{
    // The instances are up, so whoever is slow here is slow because everything starts at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Links the databases and makes what is missing of the rest; may be repeated.</summary>
    public static async Task MakeAsync(LabParts parts, CancellationToken cancellation)
    {
        // A refusal and a paused replication are in the databases' own catalogs, and outlive the lab that made them.
        var pairs = parts.Pairs.Values.Select(p => p.Seen(i => i.WithPatience(Patience))).ToList();
        await EachDatabaseAsync((faults, database) => faults.AllowAsync(database, cancellation));
        await Task.WhenAll(pairs.Select(p => p.LinkAsync(cancellation)));
        await EachDatabaseAsync((faults, database) => faults.ResumeReplicationAsync(database, cancellation));
        await Task.WhenAll(Region.All.Select(r => MakeQueuesAsync(r, parts.Sqs[r], cancellation)));
        await MakeTableAsync(parts.Dynamo[Region.One], replicated: !parts.TableIsShared, cancellation);

        Task EachDatabaseAsync(Func<AuroraFaults, string, Task> change) => Task.WhenAll(
            from instance in pairs.SelectMany(p => p.Instances)
            from database in instance.Options.Databases
            select change(new AuroraFaults(instance), database));
    }

    /// <summary>A region's six queues, each with its dead-letter queue.</summary>
    private static async Task MakeQueuesAsync(Region region, IAmazonSQS sqs, CancellationToken cancellation)
    {
        foreach (var queue in Topology.Queues)
        {
            var dead = Topology.DeadLetterQueueOf(queue);
            await sqs.CreateQueueAsync(dead, cancellation);
            var redrive = JsonSerializer.Serialize(new
            {
                deadLetterTargetArn = $"arn:aws:sqs:{region.AwsName}:{Topology.Account}:{dead}",
                maxReceiveCount = Topology.MaxReceiveCount.ToString(CultureInfo.InvariantCulture),
            });
            await sqs.CreateQueueAsync(
                new CreateQueueRequest(queue)
                {
                    Attributes = new() { ["VisibilityTimeout"] = "5", ["RedrivePolicy"] = redrive },
                },
                cancellation);
        }
    }

    /// <summary>The table in region 1, replicated to region 2.</summary>
    private static async Task MakeTableAsync(IAmazonDynamoDB dynamo, bool replicated, CancellationToken cancellation)
    {
        if ((await dynamo.ListTablesAsync(cancellation)).TableNames?.Contains(Topology.Table) == true)
            return;
        await dynamo.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = Topology.Table,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                KeySchema = [new KeySchemaElement("id", KeyType.HASH)],
                AttributeDefinitions = [new AttributeDefinition("id", ScalarAttributeType.S)],
            },
            cancellation);
        if (!replicated)
            return;
        await dynamo.UpdateTableAsync(
            new UpdateTableRequest
            {
                TableName = Topology.Table,
                ReplicaUpdates = [new() { Create = new() { RegionName = Region.Two.AwsName } }],
            },
            cancellation);
    }
}
