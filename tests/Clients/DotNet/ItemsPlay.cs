using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Xunit;

namespace ActiveActive.ClientTests.DotNet;

/// <summary>Reads, writes, expressions, batches, transactions and PartiQL by the SDK for .NET, which checks the CRC-32 of every answer.</summary>
internal sealed class ItemsPlay(AmazonDynamoDBClient db)
{
    private const string Name = "net-items";

    public async Task Play()
    {
        await db.CreateTableAsync(new CreateTableRequest
        {
            TableName = Name, BillingMode = BillingMode.PAY_PER_REQUEST, KeySchema = [new("id", KeyType.HASH), new("at", KeyType.RANGE)],
            AttributeDefinitions = [new("id", ScalarAttributeType.S), new("at", ScalarAttributeType.N), new("by", ScalarAttributeType.S)],
            GlobalSecondaryIndexes = [new() { IndexName = "global", KeySchema = [new("by", KeyType.HASH), new("at", KeyType.RANGE)], Projection = new() { ProjectionType = ProjectionType.ALL } }],
        });
        await Items();
        await Pages();
        await Transactions();
        await Statements();
        await new DocumentsPlay(db, Name).Play();
    }

    private static AttributeValue S(string value) => new(value);

    private static AttributeValue N(int value) => new() { N = $"{value}" };

    private static Dictionary<string, AttributeValue> Key(string id, int at) => new() { ["id"] = S(id), ["at"] = N(at) };

    private static Dictionary<string, AttributeValue> With(Dictionary<string, AttributeValue> item, string name, AttributeValue value) => new(item) { [name] = value };

    private async Task Items()
    {
        var item = With(With(Key("life", 1), "hits", N(1)), "raw", new() { B = new MemoryStream([1, 255]) });
        await db.PutItemAsync(new PutItemRequest(Name, item) { ConditionExpression = "attribute_not_exists(id)" });
        var failed = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => db.PutItemAsync(new PutItemRequest(Name, item)
        {
            ConditionExpression = "attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        }));
        Assert.Equal("1", failed.Item["hits"].N);
        Assert.Equal([1, 255], (await db.GetItemAsync(Name, Key("life", 1), consistentRead: true)).Item["raw"].B.ToArray());
        var updated = await db.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = Name, Key = Key("life", 1), UpdateExpression = "ADD hits :one SET #l = list_append(if_not_exists(#l, :none), :x)", ReturnValues = ReturnValue.UPDATED_NEW,
            ExpressionAttributeNames = new() { ["#l"] = "log" },
            ExpressionAttributeValues = new() { [":one"] = N(1), [":none"] = new() { L = [], IsLSet = true }, [":x"] = new() { L = [S("a")] } },
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        });
        Assert.Equal(("2", "a", 1.0), (updated.Attributes["hits"].N, updated.Attributes["log"].L[0].S, updated.ConsumedCapacity.CapacityUnits));
        Assert.Equal("2", (await db.DeleteItemAsync(Name, Key("life", 1), ReturnValue.ALL_OLD)).Attributes["hits"].N);
        var wrong = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => db.GetItemAsync(Name, new() { ["id"] = S("x") }));
        Assert.Equal(("ValidationException", "The provided key element does not match the schema"), (wrong.ErrorCode, wrong.Message));
    }

    private async Task Pages()
    {
        foreach (var chunk in Enumerable.Range(0, 600).Chunk(25))
        {
            var written = await db.BatchWriteItemAsync(new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>>
            {
                [Name] = [.. chunk.Select(at => new WriteRequest(new PutRequest(With(With(Key("one", at), "by", S($"b{at % 3}")), "fill", S(new('f', 2000))))))],
            }));
            Assert.Empty(written.UnprocessedItems ?? []);
        }

        var ask = new QueryRequest(Name) { KeyConditionExpression = "id = :id", ExpressionAttributeValues = new() { [":id"] = S("one") } };
        var (pages, found) = (0, new List<string>());
        await foreach (var page in db.Paginators.Query(ask).Responses)
        {
            pages++;
            found.AddRange(page.Items.Select(i => i["at"].N));
        }

        Assert.Equal(2, pages);
        Assert.Equal(Enumerable.Range(0, 600).Select(at => $"{at}"), found);
        var scanned = 0;
        await foreach (var page in db.Paginators.Scan(new ScanRequest(Name) { FilterExpression = "#b = :b", ExpressionAttributeNames = new() { ["#b"] = "by" }, ExpressionAttributeValues = new() { [":b"] = S("b2") } }).Responses)
            scanned += page.Count ?? 0;
        Assert.Equal(200, scanned);
        var got = await db.BatchGetItemAsync(new BatchGetItemRequest(new Dictionary<string, KeysAndAttributes> { [Name] = new() { Keys = [Key("one", 1), Key("one", 600), Key("one", 599)] } }));
        Assert.Equal(["1", "599"], got.Responses[Name].Select(i => i["at"].N).Order());
    }

    private async Task Transactions()
    {
        TransactWriteItem Put(int at, string? condition = null) => new() { Put = new() { TableName = Name, Item = Key("pay", at), ConditionExpression = condition } };
        TransactWriteItemsRequest Twice(int at) => new() { TransactItems = [Put(at), Put(2)], ClientRequestToken = "net-token" };
        await db.TransactWriteItemsAsync(Twice(1));
        await db.TransactWriteItemsAsync(Twice(1));
        await Assert.ThrowsAsync<IdempotentParameterMismatchException>(() => db.TransactWriteItemsAsync(Twice(3)));
        var cancelled = await Assert.ThrowsAsync<TransactionCanceledException>(() =>
            db.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = [Put(4), Put(1, "attribute_not_exists(id)")] }));
        Assert.Equal(["None", "ConditionalCheckFailed"], cancelled.CancellationReasons.Select(r => r.Code));
        var got = await db.TransactGetItemsAsync(new TransactGetItemsRequest
        {
            TransactItems = [.. new[] { 2, 4 }.Select(at => new TransactGetItem { Get = new() { TableName = Name, Key = Key("pay", at) } })],
        });
        Assert.Equal([true, false], got.Responses.Select(r => r.Item is { Count: > 0 }));
    }

    private async Task Statements()
    {
        for (var at = 0; at < 3; at++)
            await db.ExecuteStatementAsync(new ExecuteStatementRequest { Statement = $"INSERT INTO \"{Name}\" VALUE {{'id': 'sql', 'at': ?}}", Parameters = [N(at)] });
        await Assert.ThrowsAsync<DuplicateItemException>(() => db.ExecuteStatementAsync(new ExecuteStatementRequest { Statement = $"INSERT INTO \"{Name}\" VALUE {{'id': 'sql', 'at': 0}}" }));
        var batch = await db.BatchExecuteStatementAsync(new BatchExecuteStatementRequest
        {
            Statements = [.. new[] { 1, 7 }.Select(at => new BatchStatementRequest { Statement = $"UPDATE \"{Name}\" SET v = 'y' WHERE id = 'sql' AND \"at\" = {at}" })],
        });
        Assert.Equal([null, BatchStatementErrorCodeEnum.ConditionalCheckFailed], batch.Responses.Select(r => r.Error?.Code));
        await db.ExecuteTransactionAsync(new ExecuteTransactionRequest
        {
            TransactStatements = [.. new[] { 0, 1 }.Select(at => new ParameterizedStatement { Statement = $"DELETE FROM \"{Name}\" WHERE id = 'sql' AND \"at\" = {at}" })],
        });
        Assert.Equal("2", Assert.Single((await db.ExecuteStatementAsync(new ExecuteStatementRequest { Statement = $"SELECT * FROM \"{Name}\" WHERE id = 'sql'" })).Items)["at"].N);
    }
}
