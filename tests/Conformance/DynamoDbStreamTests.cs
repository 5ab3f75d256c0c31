using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>DynamoDB Streams and TTL on the wire, through a kill.</summary>
public sealed class DynamoDbStreamTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.7.1"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await Ok("CreateTable", """
            {"TableName":"core","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
             "BillingMode":"PAY_PER_REQUEST","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}
            """);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<JsonElement> Ok(string operation, string json)
    {
        var (status, body) = await _server.CallDynamo(operation, json);
        Assert.True(status == 200, $"{operation} {json}: {body}");
        return body;
    }

    private async Task<JsonElement> Table() => (await Ok("DescribeTable", """{"TableName":"core"}""")).GetProperty("Table");

    private async Task<List<JsonElement>> Records()
    {
        var arn = (await Table()).GetProperty("LatestStreamArn").GetString();
        var described = (await _server.Streams("DescribeStream", $$"""{"StreamArn":"{{arn}}"}""")).GetProperty("StreamDescription");
        var shard = described.GetProperty("Shards")[0].GetProperty("ShardId").GetString();
        var iterator = (await _server.Streams("GetShardIterator", $$"""{"StreamArn":"{{arn}}","ShardId":"{{shard}}","ShardIteratorType":"TRIM_HORIZON"}""")).GetProperty("ShardIterator").GetString();
        return [.. (await _server.Streams("GetRecords", $$"""{"ShardIterator":"{{iterator}}"}""")).GetProperty("Records").EnumerateArray()];
    }

    [Fact]
    public async Task A_record_has_all_its_fields_and_survives_a_kill()
    {
        await Ok("PutItem", """{"TableName":"core","Item":{"id":{"S":"a"},"v":{"N":"1"}}}""");
        await Ok("UpdateItem", """{"TableName":"core","Key":{"id":{"S":"a"}},"UpdateExpression":"SET v = :v","ExpressionAttributeValues":{":v":{"N":"2"}}}""");
        await Ok("DeleteItem", """{"TableName":"core","Key":{"id":{"S":"a"}}}""");
        var before = await Records();
        Assert.Equal(["INSERT", "MODIFY", "REMOVE"], before.Select(r => r.GetProperty("eventName").GetString()));
        var modify = before[1];
        Assert.Equal("1.1 aws:dynamodb us-east-1", $"{modify.GetProperty("eventVersion")} {modify.GetProperty("eventSource")} {modify.GetProperty("awsRegion")}");
        Assert.Equal(32, modify.GetProperty("eventID").GetString()!.Length);
        var change = modify.GetProperty("dynamodb");
        Assert.Equal("""{"id":{"S":"a"}}""", change.GetProperty("Keys").GetRawText());
        Assert.Equal("1", change.GetProperty("OldImage").GetProperty("v").GetProperty("N").GetString());
        Assert.Equal("2", change.GetProperty("NewImage").GetProperty("v").GetProperty("N").GetString());
        Assert.Equal("NEW_AND_OLD_IMAGES", change.GetProperty("StreamViewType").GetString());
        Assert.Equal(15, change.GetProperty("SizeBytes").GetInt32());
        Assert.Equal(21, change.GetProperty("SequenceNumber").GetString()!.Length);
        Assert.False(modify.TryGetProperty("userIdentity", out _));
        await _server.Kill();
        await _server.Start();
        Assert.Equal(before.Select(r => r.GetRawText()), (await Records()).Select(r => r.GetRawText()));
    }

    [Fact]
    public async Task The_table_and_the_lists_tell_of_the_stream()
    {
        var table = await Table();
        Assert.Equal("""{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}""", table.GetProperty("StreamSpecification").GetRawText());
        var listed = (await _server.Streams("ListStreams", "{}")).GetProperty("Streams").EnumerateArray().Single();
        Assert.Equal(table.GetProperty("LatestStreamArn").GetString(), listed.GetProperty("StreamArn").GetString());
        Assert.Equal(table.GetProperty("LatestStreamLabel").GetString(), listed.GetProperty("StreamLabel").GetString());
        Assert.Equal($"arn:aws:dynamodb:us-east-1:000000000000:table/core/stream/{listed.GetProperty("StreamLabel")}", listed.GetProperty("StreamArn").GetString());
        Assert.Equal("""{"Streams":[]}""", (await _server.Streams("ListStreams", """{"TableName":"another"}""")).GetRawText());
    }

    [Theory]
    [InlineData("GetRecords", """{"ShardIterator":"nonsense"}""", "ValidationException")]
    [InlineData("GetRecords", "{}", "ValidationException")]
    [InlineData("DescribeStream", """{"StreamArn":"arn:aws:dynamodb:us-east-1:000000000000:table/core/stream/2020-01-01T00:00:00.000"}""", "ResourceNotFoundException")]
    [InlineData("GetShardIterator", """{"StreamArn":"arn:aws:dynamodb:us-east-1:000000000000:table/core/stream/2020-01-01T00:00:00.000","ShardId":"x","ShardIteratorType":"MIDDLE"}""", "ValidationException")]
    [InlineData("PutRecord", "{}", "UnknownOperationException")]
    public async Task Wrong_requests_are_errors_of_their_sender(string operation, string json, string code)
    {
        var (status, body) = await _server.CallDynamo(operation, json, "DynamoDBStreams_20120810");
        Assert.Equal(400, status);
        Assert.EndsWith("#" + code, body.GetProperty("__type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reaper_deletes_what_is_over_and_the_stream_names_the_service()
    {
        await Ok("UpdateTimeToLive", """{"TableName":"core","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}}""");
        Assert.Equal("""{"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"ttl"}}""", (await Ok("DescribeTimeToLive", """{"TableName":"core"}""")).GetRawText());
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await Ok("PutItem", $$$$"""{"TableName":"core","Item":{"id":{"S":"over"},"ttl":{"N":"{{{{now - 1}}}}"}}}""");
        await Ok("PutItem", $$$$"""{"TableName":"core","Item":{"id":{"S":"later"},"ttl":{"N":"{{{{now + 3600}}}}"}}}""");
        await Until.True("the item is gone", async () => (await Records()).Count == 3);
        var removed = (await Records())[2];
        Assert.Equal("REMOVE", removed.GetProperty("eventName").GetString());
        Assert.Equal("""{"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"}""", removed.GetProperty("userIdentity").GetRawText());
        Assert.Equal("later", (await Ok("Scan", """{"TableName":"core"}""")).GetProperty("Items").EnumerateArray().Single().GetProperty("id").GetProperty("S").GetString());
        var (_, again) = await _server.CallDynamo("UpdateTimeToLive", """{"TableName":"core","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}}""");
        Assert.Equal("TimeToLive is already enabled", again.GetProperty("message").GetString());
    }
}
