using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>Faults on a table and on its replication, between two emulator processes.</summary>
[Trait("Needs", "our emulator")]
public sealed class DynamoDbFaultTests : IAsyncLifetime
{
    private readonly DynamoDbServer _east;
    private readonly DynamoDbServer _west;
    private AmazonDynamoDBClient _toEast = null!;
    private AmazonDynamoDBClient _toWest = null!;

    public DynamoDbFaultTests()
    {
        var (east, west) = (DynamoDbServer.FreeAddress("127.77.3.1"), DynamoDbServer.FreeAddress("127.77.3.2"));
        _east = new DynamoDbServer("us-east-1", east, $"us-west-2=http://{west}");
        _west = new DynamoDbServer("us-west-2", west, $"us-east-1=http://{east}");
    }

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_east.Start(), _west.Start());
        (_toEast, _toWest) = (_east.Client(), _west.Client());
        await _toEast.CreateTableAsync(new CreateTableRequest("core", [new("id", KeyType.HASH)], [new("id", ScalarAttributeType.S)], null) { BillingMode = BillingMode.PAY_PER_REQUEST });
        await _toEast.UpdateTableAsync(new UpdateTableRequest { TableName = "core", ReplicaUpdates = [new() { Create = new() { RegionName = "us-west-2" } }] });
    }

    public async ValueTask DisposeAsync()
    {
        await _east.DisposeAsync();
        await _west.DisposeAsync();
    }

    private static Task Put(IAmazonDynamoDB client, string id, CancellationToken cancellation = default) =>
        client.PutItemAsync("core", new() { ["id"] = new() { S = id } }, cancellation);

    private static async Task<bool> Has(IAmazonDynamoDB client, string id) =>
        (await client.GetItemAsync("core", new() { ["id"] = new() { S = id } })).Item is { Count: > 0 };

    private static async Task<JsonElement> Status(DynamoDbServer server) =>
        JsonDocument.Parse(await server.Get("/_lab/replication")).RootElement.EnumerateArray().Single();

    private static Task Inject(DynamoDbServer server, string resource, string kind, int delayMilliseconds = 0) => server.Send(
        HttpMethod.Post, "/_lab/faults", JsonSerializer.Serialize(new { resource, kind, seconds = 60, delayMilliseconds }));

    private static Task Heal(DynamoDbServer server) => server.Send(HttpMethod.Delete, "/_lab/faults");

    private static List<JsonElement> Events(DynamoDbServer server, string name) =>
        [.. File.ReadAllLines(server.History).Select(l => JsonDocument.Parse(l).RootElement).Where(e => e.GetProperty("event").GetString() == name)];

    [Theory]
    [InlineData("replication/core")]
    [InlineData("replication/*")]
    public async Task A_paused_inflow_counts_what_it_lacks_and_then_gets_it(string resource)
    {
        await Inject(_west, resource, "pause");
        for (var i = 0; i < 10; i++)
            await Put(_toEast, $"e{i}");
        await Put(_toWest, "w");
        await Until.True("the paused side knows that ten are pending", async () =>
            (await Status(_west)) is var s && s.GetProperty("paused").GetBoolean() && s.GetProperty("pending") is { ValueKind: JsonValueKind.Number } n && n.GetInt32() == 10);
        await Until.True("the other direction still flows", () => Has(_toEast, "w"));
        Assert.Equal(["w"], (await _toWest.ScanAsync(new ScanRequest("core"))).Items.Select(i => i["id"].S));
        Assert.Empty(Events(_west, "replicated"));
        await Heal(_west);
        await Until.True("all ten have arrived", async () => (await _toWest.ScanAsync(new ScanRequest("core"))).Count == 11);
        Assert.Equal(10, Events(_west, "replicated").Sum(e => e.GetProperty("count").GetInt32()));
        Assert.False((await Status(_west)).GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task Added_lag_delays_each_write_and_goes_with_its_fault()
    {
        await Inject(_west, "replication/core", "lag", delayMilliseconds: 700);
        await Put(_toEast, "late");
        await Put(_toEast, "later");
        await Until.True("it has arrived", () => Has(_toWest, "later"));
        Assert.InRange((await Status(_west)).GetProperty("lastLagMilliseconds").GetDouble(), 700, 5000);
        await Inject(_west, "replication/core", "lag", delayMilliseconds: 60_000);
        await Put(_toEast, "waits");
        await Until.True("it is known to be pending", async () => (await Status(_west)).GetProperty("pending") is { ValueKind: JsonValueKind.Number } n && n.GetInt32() == 1);
        Assert.False(await Has(_toWest, "waits"));
        await Heal(_west);
        await Until.True("it has arrived", () => Has(_toWest, "waits"), seconds: 10);
    }

    [Fact]
    public async Task A_refused_table_neither_serves_nor_replicates_either_way_and_keeps_what_it_had()
    {
        await Put(_toEast, "before");
        await Until.True("it has arrived", () => Has(_toWest, "before"));
        await Inject(_east, "table/core", "refuse");
        var refused = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => Put(_toEast, "refused"));
        Assert.Equal(500, (int)refused.StatusCode);
        Assert.Equal("InternalServerError", refused.ErrorCode);
        var served = Events(_east, "served").Count;
        await Put(_toWest, "meanwhile");
        await Until.True("the west notices that nothing comes", async () => (await Status(_west)).GetProperty("problem").ValueKind == JsonValueKind.String);
        Assert.True((await Status(_east)).GetProperty("paused").GetBoolean());
        await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => _toEast.DescribeTableAsync("core"));
        Assert.Equal(served, Events(_east, "served").Count);
        Assert.Empty(Events(_east, "replicated"));
        Assert.NotEmpty(Events(_east, "faulted"));
        await Heal(_east);
        await Until.True("the table has caught up", () => Has(_toEast, "meanwhile"));
        Assert.True(await Has(_toEast, "before"));
        Assert.False(await Has(_toEast, "refused"));
    }

    [Fact]
    public async Task A_hanging_table_answers_nobody_and_has_done_nothing_when_it_ends()
    {
        await Inject(_east, "table/core", "hang");
        using var impatience = new CancellationTokenSource();
        var givenUp = Assert.ThrowsAnyAsync<Exception>(() => Put(_toEast, "given-up", impatience.Token));
        await Until.True("the first call is held", () => Task.FromResult(PutsHeld() == 1));
        await impatience.CancelAsync();
        await givenUp;
        var patient = Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => Put(_toEast, "waited"));
        await Until.True("both calls are held", () => Task.FromResult(PutsHeld() == 2));
        Assert.False(patient.IsCompleted);
        await Heal(_east);
        await patient;
        Assert.False(await Has(_toEast, "given-up"));
        Assert.False(await Has(_toEast, "waited"));
        await Put(_toEast, "after");
        Assert.True(await Has(_toEast, "after"));

        // The west asks the table for its changes all the time, and is held as well.
        int PutsHeld() => Events(_east, "faulted").Count(e => e.GetProperty("operation").GetString() == "PutItem");
    }

    [Fact]
    public async Task A_slow_table_serves_late()
    {
        await Inject(_east, "table/core", "slow", delayMilliseconds: 300);
        var start = TimeProvider.System.GetTimestamp();
        await Put(_toEast, "slow");
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 290, 20_000);
        await Heal(_east);
        Assert.True(await Has(_toEast, "slow"));
    }
}
