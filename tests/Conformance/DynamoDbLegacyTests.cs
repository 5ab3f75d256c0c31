using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>The parameters older than expressions, and the order and words of refusals.</summary>
public sealed class DynamoDbLegacyTests : IAsyncLifetime
{
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.1.13"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await _server.Ask("CreateTable", """
            {"TableName":"old","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"at","AttributeType":"N"}],
             "KeySchema":[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"at","KeyType":"RANGE"}]}
            """);
        for (var i = 0; i < 5; i++)
            await _server.Ask("PutItem", $$$$$$$"""{"TableName":"old","Item":{"id":{"S":"a"},"at":{"N":"{{{{{{{i}}}}}}}"},"t":{"S":"text{{{{{{{i}}}}}}}"},"s":{"SS":["x","y"]}}}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("""{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"text1"}]}""", 1)]
    [InlineData("""{"ComparisonOperator":"NE","AttributeValueList":[{"S":"text1"}]}""", 4)]
    [InlineData("""{"ComparisonOperator":"LT","AttributeValueList":[{"S":"text2"}]}""", 2)]
    [InlineData("""{"ComparisonOperator":"GE","AttributeValueList":[{"S":"text2"}]}""", 3)]
    [InlineData("""{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"S":"text1"},{"S":"text3"}]}""", 3)]
    [InlineData("""{"ComparisonOperator":"IN","AttributeValueList":[{"S":"text1"},{"S":"text4"}]}""", 2)]
    [InlineData("""{"ComparisonOperator":"BEGINS_WITH","AttributeValueList":[{"S":"text"}]}""", 5)]
    [InlineData("""{"ComparisonOperator":"CONTAINS","AttributeValueList":[{"S":"xt3"}]}""", 1)]
    [InlineData("""{"ComparisonOperator":"NOT_CONTAINS","AttributeValueList":[{"S":"xt3"}]}""", 4)]
    [InlineData("""{"ComparisonOperator":"NULL"}""", 0)]
    [InlineData("""{"ComparisonOperator":"NOT_NULL"}""", 5)]
    public async Task Every_comparison_filters(string condition, int count)
    {
        var page = await _server.Ask("Scan", $$$"""{"TableName":"old","ScanFilter":{"t":{{{condition}}}}}""");
        Assert.Equal((count, 5), (page.GetProperty("Count").GetInt32(), page.GetProperty("ScannedCount").GetInt32()));
        page = await _server.Ask("Query", $$$"""{"TableName":"old","KeyConditions":{"id":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}},"QueryFilter":{"t":{{{condition}}}},"AttributesToGet":["t"]}""");
        Assert.Equal(count, page.GetProperty("Count").GetInt32());
    }

    [Fact]
    public async Task Updates_put_add_and_delete()
    {
        var updated = await _server.Ask("UpdateItem", """
            {"TableName":"old","Key":{"id":{"S":"a"},"at":{"N":"1"}},"ReturnValues":"ALL_NEW","Expected":{"t":{"Value":{"S":"text1"}},"none":{"Exists":false}},
             "AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"3"}},"s":{"Action":"DELETE","Value":{"SS":["x"]}},"t":{"Action":"DELETE"},"p":{"Value":{"BOOL":true}}}}
            """);
        Assert.Equal("""{"id":{"S":"a"},"at":{"N":"1"},"s":{"SS":["y"]},"n":{"N":"3"},"p":{"BOOL":true}}""", string.Concat(updated.Text("Attributes")));
        await _server.Fail("DeleteItem", """{"TableName":"old","Key":{"id":{"S":"a"},"at":{"N":"1"}},"Expected":{"n":{"Value":{"N":"4"}}}}""", "ConditionalCheckFailedException", "The conditional request failed");
        await _server.Ask("DeleteItem", """{"TableName":"old","Key":{"id":{"S":"a"},"at":{"N":"1"}},"ConditionalOperator":"OR","Expected":{"n":{"Value":{"N":"4"}},"p":{"Value":{"BOOL":true}}}}""");
    }

    [Theory]
    [InlineData("GetItem", "{}", "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at 'key' failed to satisfy constraint: Member must not be null")]
    [InlineData("PutItem", """{"TableName":"old","Item":{},"ReturnValues":"some"}""", "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]")]
    [InlineData("GetItem", """{"TableName":"old","Key":{},"AttributesToGet":["a"],"ProjectionExpression":"a"}""", "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}")]
    [InlineData("GetItem", """{"TableName":"old","Key":{},"AttributesToGet":["a","a"]}""", "One or more parameter values were invalid: Duplicate value in attribute name: a")]
    [InlineData("DeleteItem", """{"TableName":"old","Key":{},"ExpressionAttributeValues":{":a":{"S":"a"}}}""", "1 validation error detected: ExpressionAttributeValues can only be specified when using expressions")]
    [InlineData("DeleteItem", """{"TableName":"old","Key":{},"ConditionExpression":"((a = :a))","ExpressionAttributeValues":{":a":{"S":"a"}}}""", "1 validation error detected: Invalid ConditionExpression: The expression has redundant parentheses;")]
    [InlineData("DeleteItem", """{"TableName":"old","Key":{},"ConditionExpression":"a = :a","ExpressionAttributeValues":{":a":{"N":"x"}}}""", "1 validation error detected: The parameter cannot be converted to a numeric value: x")]
    [InlineData("DeleteItem", """{"TableName":"old","Key":{},"Expected":{"a":{"Exists":true}}}""", "1 validation error detected: One or more parameter values were invalid: Value must be provided when Exists is true for Attribute: a")]
    [InlineData("UpdateItem", """{"TableName":"old","Key":{},"AttributeUpdates":{"a":{"Action":"ADD","Value":{"S":"a"}}}}""", "1 validation error detected: One or more parameter values were invalid: ADD action is not supported for the type S")]
    [InlineData("Scan", """{"TableName":"old","ScanFilter":{"a":{"ComparisonOperator":"EQ"}}}""", "One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator")]
    [InlineData("Scan", """{"TableName":"old","Segment":5,"TotalSegments":5}""", "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5")]
    [InlineData("Query", """{"TableName":"old","KeyConditions":{"id":{}}}""", "1 validation error detected: Value null at 'keyConditions.id.member.comparisonOperator' failed to satisfy constraint: Member must not be null")]
    [InlineData("BatchGetItem", """{"RequestItems":{"old":null}}""", "1 validation error detected: Value null at 'requestItems.old.member.keys' failed to satisfy constraint: Member must not be null")]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"old"}}]}""", "1 validation error detected: Value null at 'transactItems.1.member.put.item' failed to satisfy constraint: Member must not be null")]
    [InlineData("Query", """{"TableName":"old","KeyConditionExpression":"size(id) = :a","ExpressionAttributeValues":{":a":{"N":"1"}}}""", "KeyConditionExpressions cannot contain nested operations")]
    public async Task Refusals_are_in_AWS_words(string operation, string request, string message) => await _server.Fail(operation, request, "ValidationException", message);
}
