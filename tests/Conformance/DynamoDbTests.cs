using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>DynamoDB as the AWS SDK sees it, checksums checked.</summary>
public sealed class DynamoDbTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.1.1"));
    private AmazonDynamoDBClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        _client = _server.Client();
        await CreateTable("core");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static AttributeValue S(string value) => new() { S = value };

    private static AttributeValue N(string value) => new() { N = value };

    private static Dictionary<string, AttributeValue> Key(string id) => new() { ["id"] = S(id) };

    private Task<CreateTableResponse> CreateTable(string name, string? range = null) => _client.CreateTableAsync(new CreateTableRequest
    {
        TableName = name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = range is null ? [new("id", ScalarAttributeType.S)] : [new("id", ScalarAttributeType.S), new(range, ScalarAttributeType.N)],
        KeySchema = range is null ? [new("id", KeyType.HASH)] : [new("id", KeyType.HASH), new(range, KeyType.RANGE)],
    });

    [Fact]
    public async Task All_ten_types_come_back_as_they_went()
    {
        var item = new Dictionary<string, AttributeValue>
        {
            ["id"] = S("types"),
            ["n"] = N("-12.5"),
            ["b"] = new() { B = new MemoryStream([1, 2, 255]) },
            ["t"] = new() { BOOL = true },
            ["f"] = new() { BOOL = false },
            ["z"] = new() { NULL = true },
            ["m"] = new() { M = new() { ["deep"] = new() { L = [S("Grüße \U0001F600 \"quoted\" \\ \n"), N("1")] } } },
            ["ss"] = new() { SS = ["b", "a"] },
            ["ns"] = new() { NS = ["3", "1"] },
            ["bs"] = new() { BS = [new MemoryStream([2]), new MemoryStream([1])] },
            ["empty"] = S(""),
        };
        await _client.PutItemAsync("core", item);
        var back = (await _client.GetItemAsync("core", Key("types"), consistentRead: true)).Item;
        Assert.Equal(item.Keys.Order(), back.Keys.Order());
        Assert.Equal("-12.5", back["n"].N);
        Assert.Equal([1, 2, 255], back["b"].B.ToArray());
        Assert.True(back["t"].BOOL);
        Assert.False(back["f"].BOOL);
        Assert.True(back["z"].NULL);
        Assert.Equal("Grüße \U0001F600 \"quoted\" \\ \n", back["m"].M["deep"].L[0].S);
        Assert.Equal(["a", "b"], back["ss"].SS.Order());
        Assert.Equal(["1", "3"], back["ns"].NS.Order());
        Assert.Equal([1, 2], back["bs"].BS.Select(b => (int)b.ToArray()[0]).Order());
        Assert.Equal("", back["empty"].S);
    }

    [Fact]
    public async Task A_table_is_described_listed_and_deleted()
    {
        var created = (await CreateTable("with-range", "at")).TableDescription;
        Assert.Equal("arn:aws:dynamodb:us-east-1:000000000000:table/with-range", created.TableArn);
        var described = (await _client.DescribeTableAsync("with-range")).Table;
        Assert.Equal(TableStatus.ACTIVE, described.TableStatus);
        Assert.Equal(["id HASH", "at RANGE"], described.KeySchema.Select(k => $"{k.AttributeName} {k.KeyType}"));
        Assert.Equal(BillingMode.PAY_PER_REQUEST, described.BillingModeSummary.BillingMode);
        Assert.Equal(["core", "with-range"], (await _client.ListTablesAsync()).TableNames);
        await Assert.ThrowsAsync<ResourceInUseException>(() => CreateTable("with-range"));
        await _client.DeleteTableAsync("with-range");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.DescribeTableAsync("with-range"));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.GetItemAsync("with-range", Key("x")));
    }

    [Fact]
    public async Task A_condition_that_fails_throws_and_returns_the_item()
    {
        await _client.PutItemAsync("core", new() { ["id"] = S("once"), ["v"] = N("1") });
        var failed = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _client.PutItemAsync(new PutItemRequest("core", Key("once"))
        {
            ConditionExpression = "attribute_not_exists(id)",
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        }));
        Assert.Equal("The conditional request failed", failed.Message);
        Assert.Equal("1", failed.Item["v"].N);
    }

    [Fact]
    public async Task An_update_answers_what_was_asked()
    {
        var updated = await _client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "core", Key = Key("count"), UpdateExpression = "ADD hits :one SET #l = list_append(if_not_exists(#l, :none), :x)",
            ExpressionAttributeNames = new() { ["#l"] = "log" },
            ExpressionAttributeValues = new() { [":one"] = N("1"), [":none"] = new() { L = [], IsLSet = true }, [":x"] = new() { L = [S("a")] } },
            ReturnValues = ReturnValue.UPDATED_NEW, ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        });
        Assert.Equal("1", updated.Attributes["hits"].N);
        Assert.Equal("a", updated.Attributes["log"].L[0].S);
        Assert.Equal(1, updated.ConsumedCapacity.CapacityUnits);
        var deleted = await _client.DeleteItemAsync("core", Key("count"), ReturnValue.ALL_OLD);
        Assert.Equal("1", deleted.Attributes["hits"].N);
        Assert.Null((await _client.GetItemAsync("core", Key("count"))).Item);
    }

    [Fact]
    public async Task Batches_queries_and_scans_page_through()
    {
        await CreateTable("series", "at");
        for (var batch = 0; batch < 4; batch++)
        {
            var written = await _client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>
            {
                ["series"] = [.. Enumerable.Range(batch * 25, 25).Select(i => new WriteRequest(new PutRequest(new() { ["id"] = S("one"), ["at"] = N($"{i}") })))],
            });
            Assert.Empty(written.UnprocessedItems ?? []);
        }

        var found = new List<string>();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await _client.QueryAsync(new QueryRequest("series")
            {
                KeyConditionExpression = "id = :id AND #at BETWEEN :low AND :high", ExpressionAttributeNames = new() { ["#at"] = "at" },
                ExpressionAttributeValues = new() { [":id"] = S("one"), [":low"] = N("10"), [":high"] = N("59") },
                ScanIndexForward = false, Limit = 7, ExclusiveStartKey = start,
            });
            found.AddRange(page.Items?.Select(i => i["at"].N) ?? []);
            start = page.LastEvaluatedKey is { Count: > 0 } ? page.LastEvaluatedKey : null;
        }
        while (start is not null);
        Assert.Equal(Enumerable.Range(10, 50).Reverse().Select(i => $"{i}"), found);
        var count = await _client.ScanAsync(new ScanRequest("series")
        {
            FilterExpression = "#at < :ten", ExpressionAttributeNames = new() { ["#at"] = "at" },
            ExpressionAttributeValues = new() { [":ten"] = N("10") }, Select = Select.COUNT,
        });
        Assert.Equal((10, 100), (count.Count, count.ScannedCount));
        var got = await _client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes>
        {
            ["series"] = new() { Keys = [.. Enumerable.Range(0, 100).Select(i => new Dictionary<string, AttributeValue> { ["id"] = S("one"), ["at"] = N($"{i * 2}") })] },
        });
        Assert.Equal(50, got.Responses["series"].Count);
    }

    [Fact]
    public async Task Wrong_requests_get_AWS_codes_and_words()
    {
        var error = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _client.PutItemAsync("core", new() { ["x"] = S("y") }));
        Assert.Equal("ValidationException", error.ErrorCode);
        Assert.Equal("One or more parameter values were invalid: Missing the key id in the item", error.Message);
        error = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _client.GetItemAsync("core", new() { ["x"] = S("y") }));
        Assert.Equal("The provided key element does not match the schema", error.Message);
        error = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _client.QueryAsync(new QueryRequest("core")
        {
            IndexName = "by-time", KeyConditionExpression = "id = :x", ExpressionAttributeValues = new() { [":x"] = S("y") },
        }));
        Assert.Equal("The table does not have the specified index: by-time", error.Message);
    }

    [Theory]
    [InlineData("not json", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("{}", "ValidationException")]
    [InlineData("""{"TableName":5}""", "SerializationException")]
    [InlineData("""{"TableName":"core","Item":{"id":{"S":5}}}""", "SerializationException")]
    [InlineData("""{"TableName":"core","Item":{"id":{"S":"\ud800"}}}""", "SerializationException")]
    [InlineData("""{"TableName":"core","Item":{"id":{"S":"a"},"\ud800":{"S":"b"}}}""", "SerializationException")]
    [InlineData("""{"TableName":"\udfff","Item":{"id":{"S":"a"}}}""", "SerializationException")]
    [InlineData("""{"TableName":"core","Item":{"id":{"B":"***"}}}""", "SerializationException")]
    [InlineData("""{"TableName":"core","Item":{"id":{"B":"\ud800"}}}""", "SerializationException")]
    [InlineData("""{"TableName":"core","Item":"text"}""", "SerializationException")]
    public async Task A_broken_body_is_an_error_of_its_sender(string body, string code)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810.PutItem");
        using var response = await http.SendAsync(request);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains($"#{code}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_what_was_deleted_stays_away()
    {
        for (var i = 0; i < 50; i++)
            await _client.PutItemAsync("core", new() { ["id"] = S($"{i}"), ["v"] = N("1") });
        for (var i = 0; i < 50; i += 2)
            await _client.DeleteItemAsync("core", Key($"{i}"));
        await _server.Kill();
        await _server.Start();
        var items = (await _client.ScanAsync(new ScanRequest("core"))).Items;
        Assert.Equal(Enumerable.Range(0, 50).Where(i => i % 2 == 1).Select(i => $"{i}").Order(), items.Select(i => i["id"].S).Order());
    }
}
