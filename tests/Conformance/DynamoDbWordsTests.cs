using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>
/// AWS words what is wrong with a request in two ways, by operation: writes of one item count their errors, reads of one partition
/// or of keys use the same words bare, and the others keep older ones. As captured from AWS in October 2026.
/// </summary>
public sealed class DynamoDbWordsTests : IAsyncLifetime
{
    private const string Counted = "1 validation error detected: ";
    private const string Invalid = "One or more parameter values were invalid: ";
    private const string Nested = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.1.31"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await _server.Ask("CreateTable", """
            {"TableName":"words","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}
            """);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("""{"N":"abc"}""", "The parameter cannot be converted to a numeric value: abc", "The parameter cannot be converted to a numeric value: abc")]
    [InlineData("""{"N":""}""", "The parameter cannot be converted to a numeric value", "The parameter cannot be converted to a numeric value: ")]
    [InlineData("""{"N":"1e126"}""", "Number overflow. Attempting to store a number with magnitude larger than supported range", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("""{"N":"1e2147483647"}""", "Number underflow. Attempting to store a number with magnitude smaller than supported range", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("""{"SS":["b","a","b"]}""", Invalid + "Input collection [b, a, b] contains duplicates.", Invalid + "Input collection [\"a\", \"b\", \"b\"] contains duplicates.")]
    [InlineData("""{"BS":["/w==","AA==","AA=="]}""", Invalid + "Input collection [/w==, AA==, AA==]of type BS contains duplicates.", Invalid + "Input collection [\"AA==\",\"/w==\",\"AA==\"]of type BS contains duplicates.")]
    [InlineData("""{"NS":["2","1","2"]}""", "Input collection contains duplicates", Invalid + "Input collection contains duplicates.")]
    public async Task A_wrong_value_is_told_in_the_words_of_the_operation(string value, string older, string newer)
    {
        await Refuse("PutItem", $$$$$$"""{"TableName":"words","Item":{"id":{"S":"a"},"v":{{{{{{value}}}}}}}}""", Counted + newer);
        await Refuse("UpdateItem", $$$$$$"""{"TableName":"words","Key":{"id":{"S":"a"}},"UpdateExpression":"SET v = :v","ExpressionAttributeValues":{":v":{{{{{{value}}}}}}}}""", Counted + newer);
        await Refuse("DeleteItem", $$$$$$"""{"TableName":"words","Key":{"id":{{{{{{value}}}}}}}}""", Counted + newer);
        await Refuse("GetItem", $$$$$$"""{"TableName":"words","Key":{"id":{{{{{{value}}}}}}}}""", newer);
        await Refuse("BatchGetItem", $$$$$$"""{"RequestItems":{"words":{"Keys":[{"id":{{{{{{value}}}}}}}]}}}""", newer);
        await Refuse("Query", $$$$$$"""{"TableName":"words","KeyConditionExpression":"id = :v","ExpressionAttributeValues":{":v":{{{{{{value}}}}}}}}""", newer);
        await Refuse("BatchWriteItem", $$$$$$"""{"RequestItems":{"words":[{"PutRequest":{"Item":{"id":{"S":"a"},"v":{{{{{{value}}}}}}}}}]}}""", older);
        await Refuse("TransactWriteItems", $$$$$$"""{"TransactItems":[{"Put":{"TableName":"words","Item":{"id":{"S":"a"},"v":{{{{{{value}}}}}}}}}]}""", older);
        await Refuse(
            "Scan",
            $$$$$$"""{"TableName":"words","FilterExpression":"v = :v","ExpressionAttributeValues":{":v":{{{{{{value}}}}}}}}""",
            $"ExpressionAttributeValues contains invalid value: {older} for key :v");
    }

    [Theory]
    [InlineData(""" "ExpressionAttributeValues":{":v":{"S":"x"}} """, "ExpressionAttributeValues can only be specified when using expressions")]
    [InlineData(""" "ExpressionAttributeNames":{"#a":"a"} """, "ExpressionAttributeNames can only be specified when using expressions")]
    [InlineData(""" "ConditionExpression":"" """, "Invalid ConditionExpression: The expression can not be empty;")]
    [InlineData(""" "ConditionExpression":"attribute_exists(a)","ExpressionAttributeValues":{} """, "ExpressionAttributeValues must not be empty")]
    [InlineData(""" "ReturnValues":"ALL_NEW" """, "ReturnValues can only be ALL_OLD or NONE")]
    [InlineData(""" "Expected":{"a":{"Exists":false,"Value":{"S":"x"}}} """, Invalid + "Value cannot be used when Exists is false for Attribute: a")]
    [InlineData(""" "Expected":{"a":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"S":"x"}]}} """, Invalid + "Invalid number of argument(s) for the BETWEEN ComparisonOperator")]
    public async Task A_write_of_one_item_counts_its_error(string parameters, string message)
    {
        await Refuse("PutItem", $$$$$$"""{"TableName":"words","Item":{"id":{"S":"a"}},{{{{{{parameters}}}}}}}""", Counted + message);
        await Refuse("DeleteItem", $$$$$$"""{"TableName":"words","Key":{"id":{"S":"a"}},{{{{{{parameters}}}}}}}""", Counted + message);
    }

    [Theory]
    [InlineData("PutItem", """{"TableName":"","Item":{},"ReturnValues":"some"}""", Counted + "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("UpdateItem", """{"TableName":"","ReturnConsumedCapacity":"some"}""", "3 validation errors detected: Value 'some' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value null at 'key' failed to satisfy constraint: Member must not be null")]
    [InlineData("UpdateItem", """{"TableName":"none","Key":{},"ReturnValues":"some","ReturnConsumedCapacity":"some"}""", Counted + "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]")]
    [InlineData("Query", """{"TableName":"none","KeyConditions":{"id":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}},"ConditionalOperator":"XOR","Select":"some"}""", "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]")]
    [InlineData("Query", """{"TableName":"none","KeyConditionExpression":"id = :a","Limit":0}""", Counted + "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("Scan", """{"TableName":"none","Limit":0}""", Counted + "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("BatchGetItem", """{"RequestItems":{}}""", Counted + "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("BatchGetItem", """{"RequestItems":{"words":{"Keys":[]}}}""", Counted + "Value at 'RequestItems.words.member.Keys' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("BatchGetItem", """{"RequestItems":{"no!": {"Keys":[{"id":{"S":"a"}}]}},"ReturnConsumedCapacity":"some"}""", "2 validation errors detected: Value '{\"no!\":{\"Keys\":[{\"id\":{\"S\":\"a\"}}]}}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]; Value 'some' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]")]
    [InlineData("BatchWriteItem", """{"RequestItems":{}}""", "The requestItems parameter is required for BatchWriteItem")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"words":[]}}""", Counted + "Value '{words=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"words":[{"PutRequest":{"Item":{"id":{"N":"1"}}}}]}}""", "The provided key element does not match the schema")]
    [InlineData("TransactWriteItems", """{"TransactItems":[{}]}""", "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request")]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"words","Item":{"id":{"S":""}}}}]}""", "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id")]
    [InlineData("CreateTable", """{"TableName":"words2","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"X"}],"KeySchema":[{"AttributeName":"a","KeyType":"Y"}]}""", "2 validation errors detected: Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]; Value 'Y' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]")]
    public async Task A_broken_constraint_is_told_in_the_words_of_the_operation(string operation, string request, string message) => await Refuse(operation, request, message);

    [Fact]
    public async Task A_transaction_tells_the_first_problem_in_the_order_of_its_actions()
    {
        var deep = Enumerable.Range(0, 40).Aggregate("""{"S":"x"}""", (value, _) => $$$$$$"""{"M":{"n":{{{{{{value}}}}}}}}""");
        const string Unnamed = """{"Put":{"TableName":"none","Item":{"id":{"S":"a"},"":{"S":"x"}}}}""";
        const string Broken = """{"ConditionCheck":{"TableName":"none","Key":{"id":{"S":"a"}},"ConditionExpression":"a = = b"}}""";
        const string Syntax = "Invalid ConditionExpression: Syntax error; token: \"=\", near: \"= = b\"";
        var put = $$$$$$"""{"Put":{"TableName":"none","Item":{"id":{"S":"b"},"d":{{{{{{deep}}}}}}}}}""";
        await Refuse("TransactWriteItems", $$"""{"TransactItems":[{{put}},{{Unnamed}}]}""", Nested);
        await Refuse("TransactWriteItems", $$"""{"TransactItems":[{{Unnamed}},{{put}}]}""", "Empty attribute name");
        await Refuse("TransactWriteItems", $$"""{"TransactItems":[{{put}},{{Broken}}]}""", Nested);
        await Refuse("TransactWriteItems", $$"""{"TransactItems":[{{Broken}},{{put}}]}""", Syntax);
        await Refuse("TransactWriteItems", $$$$$$"""{"TransactItems":[{"Delete":{"TableName":"none","Key":{"id":{{{{{{deep}}}}}}},"ConditionExpression":"a = = b"}}]}""", Syntax);
    }

    [Fact]
    public async Task Values_nest_31_levels_below_an_attribute()
    {
        static string Nest(int levels) => Enumerable.Range(0, levels).Aggregate("""{"S":"x"}""", (value, _) => $$$$$$"""{"L":[{{{{{{value}}}}}}]}""");
        await _server.Ask("PutItem", $$$$$$"""{"TableName":"words","Item":{"id":{"S":"a"},"v":{{{{{{Nest(31)}}}}}}}}""");
        await Refuse("PutItem", $$$$$$"""{"TableName":"words","Item":{"id":{"S":"a"},"v":{{{{{{Nest(32)}}}}}}}}""", Counted + Nested);
        // Far beyond the limit a request is read as it was before the newer words.
        await Refuse("DeleteItem", $$$$$$"""{"TableName":"words","Key":{"id":{{{{{{Nest(100)}}}}}}},"ReturnValues":"UPDATED_NEW"}""", "ReturnValues can only be ALL_OLD or NONE");
    }

    [Fact]
    public async Task A_set_may_have_an_empty_member()
    {
        await _server.Ask("PutItem", """{"TableName":"words","Item":{"id":{"S":"s"},"s":{"SS":["b",""]},"b":{"BS":["","AQ=="]}}}""");
        var got = await _server.Ask("GetItem", """{"TableName":"words","Key":{"id":{"S":"s"}}}""");
        Assert.Equal("""{"id":{"S":"s"},"s":{"SS":["","b"]},"b":{"BS":["","AQ=="]}}""", got.Text("Item"));
    }

    private Task<JsonElement> Refuse(string operation, string request, string message) => _server.Fail(operation, request, "ValidationException", message);
}
