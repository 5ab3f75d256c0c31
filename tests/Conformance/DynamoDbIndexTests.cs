using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>Secondary indexes: their order, what they hold, their paging, their costs, and that they outlive a kill.</summary>
public sealed class DynamoDbIndexTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.1.11"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await _server.Ask("CreateTable", """
            {"TableName":"orders","BillingMode":"PAY_PER_REQUEST",
             "AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},{"AttributeName":"r","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"N"}],
             "KeySchema":[{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
             "LocalSecondaryIndexes":[{"IndexName":"local","KeySchema":[{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],
             "GlobalSecondaryIndexes":[{"IndexName":"global","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]}}]}
            """);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<JsonElement> Put(int r, string? extra = null) =>
        _server.Ask("PutItem", $$$"""{"TableName":"orders","ReturnConsumedCapacity":"INDEXES","Item":{"h":{"S":"a"},"r":{"N":"{{{r}}}"},"y":{"S":"far"}{{{extra}}}}}""");

    private Task<JsonElement> Query(string more) => _server.Ask("Query", $$"""{"TableName":"orders",{{more}}}""");

    private static string Numbers(JsonElement page, string attribute) =>
        string.Join(',', page.GetProperty("Items").EnumerateArray().Select(i => i.GetProperty(attribute).GetProperty("N").GetString()));

    [Fact]
    public async Task An_index_is_sparse_ordered_by_its_key_and_holds_its_projection()
    {
        await Put(1, ""","l":{"N":"10"}""");
        await Put(2, ""","l":{"N":"9"}""");
        await Put(3);
        await Put(4, ""","l":{"N":"-1"}""");
        var page = await Query(""" "IndexName":"local","KeyConditionExpression":"h = :h","ExpressionAttributeValues":{":h":{"S":"a"}} """);
        Assert.Equal("4,2,1", Numbers(page, "r"));
        Assert.Equal("""{"h":{"S":"a"},"r":{"N":"4"},"l":{"N":"-1"}}""", page.GetProperty("Items")[0].GetRawText());
        var fetched = await Query(""" "IndexName":"local","Select":"ALL_ATTRIBUTES","KeyConditionExpression":"h = :h AND l > :l","ExpressionAttributeValues":{":h":{"S":"a"},":l":{"N":"9"}},"ReturnConsumedCapacity":"TOTAL" """);
        Assert.Equal("far", fetched.GetProperty("Items")[0].GetProperty("y").GetProperty("S").GetString());
        Assert.Equal(1, fetched.GetProperty("ConsumedCapacity").GetProperty("CapacityUnits").GetDouble());
    }

    [Fact]
    public async Task Items_that_share_an_index_key_page_through_in_both_directions_each_once()
    {
        for (var i = 0; i < 7; i++)
            await Put(i, ""","g":{"S":"same"},"x":{"N":"1"}""");
        foreach (var forward in (bool[])[true, false])
        {
            var seen = new List<string>();
            string? start = null;
            do
            {
                var page = await Query($$$$$$$""" "IndexName":"global","Limit":2,"ScanIndexForward":{{{{{{{(forward ? "true" : "false")}}}}}}},"KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"same"}}{{{{{{{start}}}}}}} """);
                seen.AddRange(Numbers(page, "r").Split(',', StringSplitOptions.RemoveEmptyEntries));
                Assert.All(page.GetProperty("Items").EnumerateArray(), i => Assert.False(i.TryGetProperty("y", out _)));
                start = page.TryGetProperty("LastEvaluatedKey", out var last) ? $",\"ExclusiveStartKey\":{last.GetRawText()}" : null;
            }
            while (start is not null);
            var expected = Enumerable.Range(0, 7).Select(i => $"{i}");
            Assert.Equal(forward ? expected : expected.Reverse(), seen);
        }
    }

    [Fact]
    public async Task An_index_follows_updates_deletes_and_a_kill()
    {
        await Put(1, ""","g":{"S":"old"}""");
        await Put(2, ""","g":{"S":"old"}""");
        await _server.Ask("UpdateItem", """{"TableName":"orders","Key":{"h":{"S":"a"},"r":{"N":"1"}},"UpdateExpression":"SET g = :g, x = :x","ExpressionAttributeValues":{":g":{"S":"new"},":x":{"N":"5"}}}""");
        await _server.Ask("DeleteItem", """{"TableName":"orders","Key":{"h":{"S":"a"},"r":{"N":"2"}}}""");
        await _server.Kill();
        await _server.Start();
        var old = await Query(""" "IndexName":"global","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"old"}} """);
        Assert.Equal(0, old.GetProperty("Count").GetInt32());
        var now = await _server.Ask("Scan", """{"TableName":"orders","IndexName":"global"}""");
        Assert.Equal("5", Numbers(now, "x"));
        var described = (await _server.Ask("DescribeTable", """{"TableName":"orders"}""")).GetProperty("Table").GetProperty("GlobalSecondaryIndexes")[0];
        Assert.Equal(("ACTIVE", 1), (described.GetProperty("IndexStatus").GetString(), described.GetProperty("ItemCount").GetInt32()));
        Assert.Equal("""{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]}""", described.Text("Projection"));
    }

    [Fact]
    public async Task A_write_costs_what_it_does_to_the_indexes()
    {
        var both = (await Put(1, ""","g":{"S":"g"},"l":{"N":"1"}""")).GetProperty("ConsumedCapacity");
        Assert.Equal(3, both.GetProperty("CapacityUnits").GetDouble());
        Assert.Equal("""{"local":{"CapacityUnits":1}}""", both.Text("LocalSecondaryIndexes"));
        var same = (await Put(1, ""","g":{"S":"g"},"l":{"N":"1"}""")).GetProperty("ConsumedCapacity");
        Assert.Equal(1, same.GetProperty("CapacityUnits").GetDouble());
        var moved = (await Put(1, ""","g":{"S":"h"},"l":{"N":"1"}""")).GetProperty("ConsumedCapacity");
        Assert.Equal("""{"global":{"CapacityUnits":2}}""", moved.Text("GlobalSecondaryIndexes"));
    }

    [Theory]
    [InlineData("Query", """ "IndexName":"none","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}} """, "The table does not have the specified index: none")]
    [InlineData("Query", """ "IndexName":"global","ConsistentRead":true,"KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}} """, "Consistent reads are not supported on global secondary indexes")]
    [InlineData("Query", """ "IndexName":"global","Select":"ALL_ATTRIBUTES","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}} """, "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index global because its projection type is not ALL")]
    [InlineData("Query", """ "IndexName":"local","KeyConditionExpression":"h = :g AND r = :n","ExpressionAttributeValues":{":g":{"S":"x"},":n":{"N":"1"}} """, "Query condition missed key schema element: l")]
    [InlineData("Scan", """ "IndexName":"global","ExclusiveStartKey":{"h":{"S":"a"},"r":{"N":"1"}} """, "The provided starting key is invalid")]
    [InlineData("PutItem", """ "Item":{"h":{"S":"a"},"r":{"N":"1"},"g":{"N":"1"}} """, "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: global")]
    public async Task What_an_index_cannot_do_is_refused_in_AWS_words(string operation, string parameters, string message) =>
        await _server.Fail(operation, $$"""{"TableName":"orders",{{parameters}}}""", "ValidationException", message);

    [Theory]
    [InlineData(""" "LocalSecondaryIndexes":[] """, "List of LocalSecondaryIndexes is empty")]
    [InlineData(""" "GlobalSecondaryIndexes":[{"IndexName":"one","KeySchema":[{"AttributeName":"q","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}] """, "Some index key attributes are not defined in AttributeDefinitions. Keys: [q], AttributeDefinitions: [h, r]")]
    [InlineData(""" "GlobalSecondaryIndexes":[{"IndexName":"one","KeySchema":[{"AttributeName":"r","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL","NonKeyAttributes":["a"]}}] """, "ProjectionType is ALL, but NonKeyAttributes is specified")]
    [InlineData(""" "LocalSecondaryIndexes":[{"IndexName":"one","KeySchema":[{"AttributeName":"r","KeyType":"HASH"},{"AttributeName":"h","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}] """, "Index KeySchema does not have the same leading hash key as table KeySchema for index: one. index hash key: r, table hash key: h")]
    public async Task A_wrong_index_stops_the_creation_of_its_table(string indexes, string message) => await _server.Fail(
        "CreateTable",
        $$"""{"TableName":"wrong","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},{"AttributeName":"r","AttributeType":"N"}],"KeySchema":[{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],{{indexes}}}""",
        "ValidationException",
        "One or more parameter values were invalid: " + message);
}
