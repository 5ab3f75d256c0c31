using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>Transactions and PartiQL: all or none, told why, and known again after a kill.</summary>
public sealed class DynamoDbTransactionTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.1.12"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await _server.Ask("CreateTable", """
            {"TableName":"bank","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"at","AttributeType":"N"}],
             "KeySchema":[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"at","KeyType":"RANGE"}]}
            """);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Key(int at) => $$$"""{"id":{"S":"a"},"at":{"N":"{{{at}}}"}}""";

    private static string Put(int at) => """{"Put":{"TableName":"bank","Item":""" + Key(at) + "}}";

    private async Task<int> Count() => (await _server.Ask("Scan", """{"TableName":"bank","Select":"COUNT"}""")).GetProperty("Count").GetInt32();

    private Task<JsonElement> Run(string statement, string? more = null) =>
        _server.Ask("ExecuteStatement", $$"""{"Statement":{{JsonSerializer.Serialize(statement)}}{{more}}}""");

    [Fact]
    public async Task A_transaction_is_done_whole_or_not_at_all()
    {
        await _server.Ask("TransactWriteItems", $$"""{"TransactItems":[{{Put(1)}},{{Put(2)}}]}""");
        var failed = await _server.Fail(
            "TransactWriteItems",
            $$$$$$$"""{"TransactItems":[{{{{{{{Put(3)}}}}}}},{"Delete":{"TableName":"bank","Key":{{{{{{{Key(1)}}}}}}},"ConditionExpression":"attribute_not_exists(id)","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}]}""",
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]");
        Assert.Equal("""{"Code":"None"}""", failed.GetProperty("CancellationReasons")[0].GetRawText());
        Assert.Equal(Key(1), failed.GetProperty("CancellationReasons")[1].Text("Item"));
        Assert.Equal(2, await Count());
        await _server.Fail("TransactWriteItems", $$"""{"TransactItems":[{{Put(3)}},{{Put(3)}}]}""", "ValidationException", "Transaction request cannot include multiple operations on one item");
        await _server.Fail("TransactWriteItems", """{"TransactItems":[{}]}""", "ValidationException", "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
        await _server.Fail("TransactWriteItems", """{"TransactItems":[]}""", "ValidationException", "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }

    [Fact]
    public async Task A_repetition_under_its_token_is_known_even_after_a_kill()
    {
        var request = """{"ClientRequestToken":"once","ReturnConsumedCapacity":"TOTAL","TransactItems":[{"Update":{"TableName":"bank","Key":{"id":{"S":"a"},"at":{"N":"9"}},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}}]}""";
        var first = await _server.Ask("TransactWriteItems", request);
        Assert.Equal("""[{"TableName":"bank","CapacityUnits":2,"WriteCapacityUnits":2}]""", first.Text("ConsumedCapacity"));
        await _server.Kill();
        await _server.Start();
        var second = await _server.Ask("TransactWriteItems", request);
        Assert.Equal("""[{"TableName":"bank","CapacityUnits":2,"ReadCapacityUnits":2}]""", second.Text("ConsumedCapacity"));
        await _server.Fail("TransactWriteItems", request.Replace("ADD n", "ADD m", StringComparison.Ordinal), "IdempotentParameterMismatchException", "The provided client token was already used with other request parameters");
        var read = await _server.Ask("TransactGetItems", $$$$$$$"""{"TransactItems":[{"Get":{"TableName":"bank","Key":{{{{{{{Key(9)}}}}}}},"ProjectionExpression":"n"}},{"Get":{"TableName":"bank","Key":{{{{{{{Key(10)}}}}}}}}}]}""");
        Assert.Equal("""[{"Item":{"n":{"N":"1"}}},{}]""", read.Text("Responses"));
    }

    [Fact]
    public async Task Statements_write_and_read_what_they_say()
    {
        await Run("INSERT INTO bank VALUE {'id':'p','at':1,'m':{'l':[1,2]},'s':<<'a','b'>>}");
        await Run("INSERT INTO bank VALUE ?", ""","Parameters":[{"M":{"id":{"S":"p"},"at":{"N":"2"},"n":{"N":"7"}}}]""");
        var duplicate = """{"Statement":"INSERT INTO bank VALUE {'id':'p','at':1}"}""";
        await _server.Fail("ExecuteStatement", duplicate, "DuplicateItemException", "Duplicate primary key exists in table");
        Assert.Equal("""[{"at":{"N":"2"}},{"at":{"N":"1"}}]""", (await Run("SELECT \"at\" FROM \"bank\" WHERE id = 'p' ORDER BY \"at\" DESC")).Text("Items"));
        Assert.Equal(
            """[{"id":{"S":"p"},"at":{"N":"2"},"n":{"N":"8"}}]""",
            (await Run("UPDATE bank SET n = n + 1 WHERE id = 'p' AND \"at\" = 2 RETURNING ALL NEW *")).Text("Items"));
        var first = await Run("SELECT * FROM bank", ""","Limit":1""");
        var second = await Run("SELECT * FROM bank", $$""","Limit":1,"NextToken":{{first.Text("NextToken")}}""");
        Assert.NotEqual(first.Text("Items"), second.Text("Items"));
        await Run("DELETE FROM bank WHERE id = 'p' AND \"at\" = 2 AND n = 8");
        Assert.Equal(1, await Count());
        await _server.Fail("ExecuteStatement", """{"Statement":"DELETE FROM bank WHERE id = 'p'"}""", "ValidationException", "Where clause does not contain a mandatory equality on all key attributes");
        await _server.Fail("ExecuteStatement", """{"Statement":"SELECT * FROM bank WHERE id = ?"}""", "ValidationException", "Number of parameters in request and statement don't match.");
    }

    [Fact]
    public async Task Statements_go_in_batches_and_in_transactions()
    {
        var batch = await _server.Ask("BatchExecuteStatement", """{"Statements":[{"Statement":"INSERT INTO bank VALUE {'id':'b','at':1}"},{"Statement":"INSERT INTO bank VALUE {'id':'b','at':1}"}]}""");
        Assert.Equal("""[{"TableName":"bank"},{"Error":{"Code":"DuplicateItem","Message":"Duplicate primary key exists in table"},"TableName":"bank"}]""", batch.Text("Responses"));
        await _server.Fail(
            "ExecuteTransaction",
            """{"TransactStatements":[{"Statement":"INSERT INTO bank VALUE {'id':'b','at':2}"},{"Statement":"EXISTS(SELECT * FROM bank WHERE id = 'b' AND \"at\" = 3 AND attribute_exists(n))"}]}""",
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]");
        Assert.Equal(1, await Count());
    }
}
