using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>Global indexes whose key has several hash or several range attributes, and the bounds of pay per request.</summary>
public sealed class DynamoDbKeySidesTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.1.32"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await _server.Ask("CreateTable", """
            {"TableName":"sides","BillingMode":"PAY_PER_REQUEST","OnDemandThroughput":{"MaxReadRequestUnits":10,"MaxWriteRequestUnits":5},
             "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"h","AttributeType":"S"},{"AttributeName":"i","AttributeType":"N"},{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"},{"AttributeName":"c","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
             "GlobalSecondaryIndexes":[{"IndexName":"many","Projection":{"ProjectionType":"ALL"},"KeySchema":[
               {"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"i","KeyType":"HASH"},{"AttributeName":"a","KeyType":"RANGE"},{"AttributeName":"b","KeyType":"RANGE"},{"AttributeName":"c","KeyType":"RANGE"}]}]}
            """);
        foreach (var (id, i, a, b, c) in ((string, int, string, int, string)[])[("1", 1, "x", 10, "k"), ("2", 1, "x", 9, "l"), ("3", 1, "x", 9, "k"), ("4", 1, "w", 3, "z"), ("5", 2, "x", 9, "k")])
            await _server.Ask("PutItem", $$$$"""{"TableName":"sides","Item":{"id":{"S":"{{{{id}}}}"},"h":{"S":"h"},"i":{"N":"{{{{i}}}}"},"a":{"S":"{{{{a}}}}"},"b":{"N":"{{{{b}}}}"},"c":{"S":"{{{{c}}}}"}}}""");
        await _server.Ask("PutItem", """{"TableName":"sides","Item":{"id":{"S":"6"},"h":{"S":"h"},"i":{"N":"1"},"a":{"S":"x"},"c":{"S":"k"}}}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("h = :h AND i = :i", "4 3 2 1")]
    [InlineData("h = :h AND i = :i AND a = :x", "3 2 1")]
    [InlineData("a = :x AND i = :i AND b = :9 AND h = :h", "3 2")]
    [InlineData("h = :h AND i = :i AND a = :x AND b > :9", "1")]
    [InlineData("h = :h AND i = :i AND a < :x", "4")]
    [InlineData("h = :h AND i = :i AND a = :x AND b = :9 AND begins_with(c, :l)", "2")]
    [InlineData("h = :h AND i = :i AND a = :x AND b BETWEEN :9 AND :9", "3 2")]
    public async Task Items_stand_in_the_order_of_all_range_attributes(string keys, string ids) => Assert.Equal(ids, Ids(await Query(keys)));

    [Theory]
    [InlineData("h = :h AND a = :x", "Query condition missed key schema element: i")]
    [InlineData("h = :h AND i = :i AND b = :9", "RANGE key attributes a must have equality conditions specified in the query because a condition is present on key attribute b")]
    [InlineData("h = :h AND i = :i AND a = :x AND b > :9 AND c = :l", "RANGE key attributes b must have equality conditions specified in the query because a condition is present on key attribute c")]
    public async Task A_gap_is_refused(string keys, string message) => await _server.Fail("Query", Request(keys), "ValidationException", message);

    [Fact]
    public async Task Pages_go_through_all_and_a_restart_keeps_the_index()
    {
        var first = await Query("h = :h AND i = :i", ""","Limit":2""");
        Assert.Equal("4 3", Ids(first));
        Assert.Equal("a b c h i id", string.Join(' ', first.GetProperty("LastEvaluatedKey").EnumerateObject().Select(k => k.Name).Order(StringComparer.Ordinal)));
        await _server.Kill();
        await _server.Start();
        var second = await Query("h = :h AND i = :i", $$""","ExclusiveStartKey":{{first.Text("LastEvaluatedKey")}}""");
        Assert.Equal("2 1", Ids(second));
        var table = (await _server.Ask("DescribeTable", """{"TableName":"sides"}""")).GetProperty("Table");
        Assert.Equal("HASH HASH RANGE RANGE RANGE", string.Join(' ', table.GetProperty("GlobalSecondaryIndexes")[0].GetProperty("KeySchema").EnumerateArray().Select(k => k.GetProperty("KeyType").GetString())));
        Assert.Equal("""{"MaxReadRequestUnits":10,"MaxWriteRequestUnits":5}""", table.Text("OnDemandThroughput"));
    }

    [Fact]
    public async Task Bounds_of_pay_per_request_change()
    {
        await _server.Ask("UpdateTable", """{"TableName":"sides","OnDemandThroughput":{"MaxReadRequestUnits":20,"MaxWriteRequestUnits":-1}}""");
        var table = (await _server.Ask("DescribeTable", """{"TableName":"sides"}""")).GetProperty("Table");
        Assert.Equal("""{"MaxReadRequestUnits":20,"MaxWriteRequestUnits":-1}""", table.Text("OnDemandThroughput"));
    }

    private Task<JsonElement> Query(string keys, string more = "") => _server.Ask("Query", Request(keys, more));

    private static string Request(string keys, string more = "")
    {
        var values = new (string Name, string Value)[] { (":h", """{"S":"h"}"""), (":i", """{"N":"1"}"""), (":x", """{"S":"x"}"""), (":9", """{"N":"9"}"""), (":l", """{"S":"l"}""") }
            .Where(v => keys.Contains(v.Name, StringComparison.Ordinal)).Select(v => $"\"{v.Name}\":{v.Value}");
        return $$$"""{"TableName":"sides","IndexName":"many","KeyConditionExpression":"{{{keys}}}","ExpressionAttributeValues":{{{{string.Join(',', values)}}}}{{{more}}}}""";
    }

    private static string Ids(JsonElement page) => string.Join(' ', page.GetProperty("Items").EnumerateArray().Select(i => i.GetProperty("id").GetProperty("S").GetString()));
}
