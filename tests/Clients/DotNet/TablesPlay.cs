using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ActiveActive.ConformanceTests;
using Xunit;

namespace ActiveActive.ClientTests.DotNet;

/// <summary>What is about tables and not about items, and the global table, by the SDK for .NET.</summary>
internal sealed class TablesPlay(AmazonDynamoDBClient db, AmazonDynamoDBClient west)
{
    private static readonly StreamSpecification BothImages = new() { StreamEnabled = true, StreamViewType = StreamViewType.NEW_AND_OLD_IMAGES };

    public async Task Play()
    {
        await LifeOfATable();
        await Indexes();
        await Settings();
        await Replicas();
    }

    private async Task<TableDescription> Create(string name, Action<CreateTableRequest>? more = null)
    {
        var request = new CreateTableRequest(name, [new("id", KeyType.HASH)], [new("id", ScalarAttributeType.S)], null) { BillingMode = BillingMode.PAY_PER_REQUEST };
        more?.Invoke(request);
        return (await db.CreateTableAsync(request)).TableDescription;
    }

    private static Dictionary<string, AttributeValue> Item(string id, params (string Name, AttributeValue Value)[] more) =>
        more.Append(("id", new AttributeValue(id))).ToDictionary(m => m.Item1, m => m.Item2);

    private static Task Active(IAmazonDynamoDB client, string name) => Until.True($"{name} is active", async () =>
        (await client.DescribeTableAsync(name)).Table.TableStatus == TableStatus.ACTIVE);

    private async Task LifeOfATable()
    {
        var arn = (await Create("net-life", r =>
        {
            r.DeletionProtectionEnabled = true;
            r.Tags = [new() { Key = "team", Value = "a" }];
        })).TableArn;
        await Active(db, "net-life");
        await Assert.ThrowsAsync<ResourceInUseException>(() => Create("net-life"));
        await db.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [new() { Key = "cost", Value = "7" }] });
        await db.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["team"] });
        Assert.Equal("cost", Assert.Single((await db.ListTagsOfResourceAsync(new ListTagsOfResourceRequest { ResourceArn = arn })).Tags).Key);
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => db.DeleteTableAsync("net-life"));
        Assert.Equal("ValidationException", refused.ErrorCode);
        await db.UpdateTableAsync(new UpdateTableRequest { TableName = "net-life", DeletionProtectionEnabled = false });
        await Active(db, "net-life");
        await Create("net-page-1");
        await Create("net-page-2");
        var listed = new List<string>();
        await foreach (var name in db.Paginators.ListTables(new ListTablesRequest { Limit = 1 }).TableNames)
            listed.Add(name);
        Assert.Equal(["net-life", "net-page-1", "net-page-2"], listed.Where(n => n is "net-life" or "net-page-1" or "net-page-2"));
        await db.DeleteTableAsync("net-life");
        await Until.True("the table is gone", async () =>
        {
            try
            {
                await db.DescribeTableAsync("net-life");
                return false;
            }
            catch (ResourceNotFoundException)
            {
                return true;
            }
        });
    }

    private async Task Indexes()
    {
        await Create("net-index");
        await db.PutItemAsync("net-index", Item("a", ("by", new("x"))));
        await db.UpdateTableAsync(new UpdateTableRequest
        {
            TableName = "net-index", AttributeDefinitions = [new("by", ScalarAttributeType.S)],
            GlobalSecondaryIndexUpdates = [new() { Create = new() { IndexName = "by-by", KeySchema = [new("by", KeyType.HASH)], Projection = new() { ProjectionType = ProjectionType.KEYS_ONLY } } }],
        });
        await Until.True("the index is there", async () =>
            (await db.DescribeTableAsync("net-index")).Table.GlobalSecondaryIndexes[0].IndexStatus == IndexStatus.ACTIVE);
        var found = await db.QueryAsync(new QueryRequest("net-index")
        {
            IndexName = "by-by", KeyConditionExpression = "#b = :x", ExpressionAttributeNames = new() { ["#b"] = "by" }, ExpressionAttributeValues = new() { [":x"] = new("x") },
        });
        Assert.Equal("a", Assert.Single(found.Items)["id"].S);
        await db.UpdateTableAsync(new UpdateTableRequest { TableName = "net-index", GlobalSecondaryIndexUpdates = [new() { Delete = new() { IndexName = "by-by" } }] });
        await Until.True("the index is gone", async () => (await db.DescribeTableAsync("net-index")).Table.GlobalSecondaryIndexes is not { Count: > 0 });
    }

    private async Task Settings()
    {
        const string name = "net-settings";
        await Create(name);
        await db.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest { TableName = name, TimeToLiveSpecification = new() { Enabled = true, AttributeName = "ttl" } });
        Assert.Equal(TimeToLiveStatus.ENABLED, (await db.DescribeTimeToLiveAsync(name)).TimeToLiveDescription.TimeToLiveStatus);
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds();
        await db.PutItemAsync(name, Item("over", ("ttl", new() { N = $"{past}" })));
        await Until.True("the reaper has been there", async () => (await db.ScanAsync(new ScanRequest(name) { Select = Select.COUNT })).Count == 0);
        await db.UpdateContinuousBackupsAsync(new UpdateContinuousBackupsRequest { TableName = name, PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true } });
        var backups = (await db.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = name })).ContinuousBackupsDescription;
        Assert.Equal(PointInTimeRecoveryStatus.ENABLED, backups.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus);
        Assert.True((await db.DescribeLimitsAsync(new DescribeLimitsRequest())).TableMaxReadCapacityUnits > 0);
        Assert.Equal(1440, (await db.DescribeEndpointsAsync(new DescribeEndpointsRequest())).Endpoints[0].CachePeriodInMinutes);
    }

    private async Task Replicas()
    {
        const string name = "net-global";
        await Create(name, r => r.StreamSpecification = BothImages);
        await db.PutItemAsync(name, Item("before"));
        await db.UpdateTableAsync(new UpdateTableRequest { TableName = name, ReplicaUpdates = [new() { Create = new() { RegionName = "us-west-2" } }] });
        await Until.True("the replica is active", async () =>
            (await db.DescribeTableAsync(name)).Table.Replicas is [{ RegionName: "us-west-2" } replica] && replica.ReplicaStatus == ReplicaStatus.ACTIVE);
        await Active(west, name);
        await west.PutItemAsync(name, Item("west"));
        foreach (var end in new[] { db, west })
            await Until.True("both are in both", async () => (await end.ScanAsync(new ScanRequest(name))).Items.Select(i => i["id"].S).Order().SequenceEqual(["before", "west"]));
    }
}
