using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace ActiveActive.ConformanceTests.GlobalTables;

/// <summary>A global table of two emulator processes, whose ways to each other can be cut.</summary>
internal sealed class GlobalTable : IAsyncDisposable
{
    public const string Name = "core";
    private readonly Link _toWest;
    private readonly Link _toEast;

    public GlobalTable(string ipEast, string ipWest)
    {
        var (east, west) = (DynamoDbServer.FreeAddress(ipEast), DynamoDbServer.FreeAddress(ipWest));
        (_toWest, _toEast) = (new Link(ipEast, west), new Link(ipWest, east));
        East = new DynamoDbServer("us-east-1", east, $"us-west-2=http://{_toWest.Address}");
        West = new DynamoDbServer("us-west-2", west, $"us-east-1=http://{_toEast.Address}");
    }

    public DynamoDbServer East { get; }

    public DynamoDbServer West { get; }

    public async Task Start()
    {
        await Task.WhenAll(East.Start(), West.Start());
        var client = East.Client();
        await client.CreateTableAsync(new CreateTableRequest(Name, [new("id", KeyType.HASH)], [new("id", ScalarAttributeType.S)], null) { BillingMode = BillingMode.PAY_PER_REQUEST });
        await client.UpdateTableAsync(new UpdateTableRequest { TableName = Name, ReplicaUpdates = [new() { Create = new() { RegionName = West.Region } }] });
    }

    /// <summary>Between the two nothing passes any more, either way.</summary>
    public void Cut()
    {
        _toWest.Cut();
        _toEast.Cut();
    }

    public void Heal()
    {
        _toWest.Heal();
        _toEast.Heal();
    }

    /// <summary>Waits until both have the same and lack nothing, and says what.</summary>
    public async Task<(SortedDictionary<string, string> East, SortedDictionary<string, string> West)> Converged(int seconds = 60)
    {
        (SortedDictionary<string, string> East, SortedDictionary<string, string> West) both = ([], []);
        await Until.True("both regions have the same items and nothing is pending", async () =>
        {
            // Twice: a pending count of before may hide what was written since the other side last said so.
            var quiet = await Quiet();
            both = (await Contents(East), await Contents(West));
            return quiet && await Quiet() && both.East.SequenceEqual(both.West);
        }, seconds);
        return both;
    }

    private async Task<bool> Quiet() => await Pending(East) == 0 && await Pending(West) == 0;

    public static async Task<SortedDictionary<string, string>> Contents(DynamoDbServer server)
    {
        using var client = server.OneClient();
        var items = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await client.ScanAsync(new ScanRequest(Name) { ExclusiveStartKey = start, ConsistentRead = true });
            foreach (var item in page.Items ?? [])
                items[item["id"].S] = item["v"].S;
            start = page.LastEvaluatedKey is { Count: > 0 } ? page.LastEvaluatedKey : null;
        }
        while (start is not null);
        return items;
    }

    /// <summary>What a region's stream says that is in the table: its records from the first on, one after the other.</summary>
    public static async Task<(SortedDictionary<string, string> Items, int Records)> FoldStream(DynamoDbServer server)
    {
        var arn = (await server.Streams("ListStreams", $$"""{"TableName":"{{Name}}"}""")).GetProperty("Streams").EnumerateArray().Single().GetProperty("StreamArn").GetString();
        var stream = await server.Streams("DescribeStream", $$"""{"StreamArn":"{{arn}}"}""");
        var shard = stream.GetProperty("StreamDescription").GetProperty("Shards").EnumerateArray().Single().GetProperty("ShardId").GetString();
        var page = await server.Streams("GetShardIterator", $$"""{"StreamArn":"{{arn}}","ShardId":"{{shard}}","ShardIteratorType":"TRIM_HORIZON"}""");
        var iterator = page.GetProperty("ShardIterator").GetString();
        var (items, records) = (new SortedDictionary<string, string>(StringComparer.Ordinal), 0);
        while (true)
        {
            page = await server.Streams("GetRecords", $$"""{"ShardIterator":"{{iterator}}"}""");
            if (page.GetProperty("Records").GetArrayLength() == 0)
                return (items, records);
            foreach (var record in page.GetProperty("Records").EnumerateArray())
            {
                records++;
                Fold(items, record.GetProperty("dynamodb"));
            }

            iterator = page.GetProperty("NextShardIterator").GetString();
        }
    }

    private static void Fold(SortedDictionary<string, string> items, JsonElement change)
    {
        string? Image(string name) => change.TryGetProperty(name, out var image) ? image.GetProperty("v").GetProperty("S").GetString() : null;
        var id = change.GetProperty("Keys").GetProperty("id").GetProperty("S").GetString()!;
        Xunit.Assert.Equal(items.GetValueOrDefault(id), Image("OldImage"));
        if (Image("NewImage") is { } now)
            items[id] = now;
        else
            items.Remove(id);
    }

    private static async Task<int?> Pending(DynamoDbServer server) =>
        JsonDocument.Parse(await server.Get("/_lab/replication")).RootElement.EnumerateArray().Single().GetProperty("pending") is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : null;

    public async ValueTask DisposeAsync()
    {
        await East.DisposeAsync();
        await West.DisposeAsync();
        await _toEast.DisposeAsync();
        await _toWest.DisposeAsync();
    }
}
