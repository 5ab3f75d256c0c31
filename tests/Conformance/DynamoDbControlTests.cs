using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>UpdateTable, tags and what else is about tables and not about items.</summary>
public sealed class DynamoDbControlTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:dynamodb:us-east-1:000000000000:table/core";
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.8.1"));

    public async ValueTask InitializeAsync()
    {
        await _server.Start();
        await Ok("CreateTable", """
            {"TableName":"core","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
             "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1},"Tags":[{"Key":"team","Value":"a"}]}
            """);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<JsonElement> Ok(string operation, string json)
    {
        var (status, body) = await _server.CallDynamo(operation, json);
        Assert.True(status == 200, $"{operation} {json}: {body}");
        return body;
    }

    private async Task<JsonElement> Update(string members)
    {
        var answer = (await Ok("UpdateTable", $$"""{"TableName":"core",{{members}}}""")).GetProperty("TableDescription");
        Assert.Equal("UPDATING", answer.GetProperty("TableStatus").GetString());
        // What was switched is still switched after a kill.
        await _server.Kill();
        await _server.Start();
        var table = (await Ok("DescribeTable", """{"TableName":"core"}""")).GetProperty("Table");
        Assert.Equal("ACTIVE", table.GetProperty("TableStatus").GetString());
        return table;
    }

    [Fact]
    public async Task Billing_class_encryption_and_protection_are_switched_for_good()
    {
        Assert.Equal(7, (await Update("""  "ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":8} """)).GetProperty("ProvisionedThroughput").GetProperty("ReadCapacityUnits").GetInt32());
        var onDemand = (await Update("""  "BillingMode":"PAY_PER_REQUEST" """)).GetProperty("BillingModeSummary");
        Assert.Equal("PAY_PER_REQUEST", onDemand.GetProperty("BillingMode").GetString());
        Assert.True(onDemand.TryGetProperty("LastUpdateToPayPerRequestDateTime", out _));
        Assert.Equal("STANDARD_INFREQUENT_ACCESS", (await Update("""  "TableClass":"STANDARD_INFREQUENT_ACCESS" """)).GetProperty("TableClassSummary").GetProperty("TableClass").GetString());
        Assert.Equal("KMS", (await Update("""  "SSESpecification":{"Enabled":true} """)).GetProperty("SSEDescription").GetProperty("SSEType").GetString());
        Assert.True((await Update("""  "DeletionProtectionEnabled":true """)).GetProperty("DeletionProtectionEnabled").GetBoolean());
        var (status, _) = await _server.CallDynamo("DeleteTable", """{"TableName":"core"}""");
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_global_index_is_added_with_what_is_there_and_removed()
    {
        await Ok("PutItem", """{"TableName":"core","Item":{"id":{"S":"a"},"by":{"S":"x"}}}""");
        var table = await Update("""
            "AttributeDefinitions":[{"AttributeName":"by","AttributeType":"S"}],
            "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by-by","KeySchema":[{"AttributeName":"by","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}}]
            """);
        Assert.Equal(1, table.GetProperty("GlobalSecondaryIndexes")[0].GetProperty("ItemCount").GetInt32());
        const string Query = """{"TableName":"core","IndexName":"by-by","KeyConditionExpression":"#b = :x","ExpressionAttributeNames":{"#b":"by"},"ExpressionAttributeValues":{":x":{"S":"x"}}}""";
        Assert.Equal(1, (await Ok("Query", Query)).GetProperty("Count").GetInt32());
        Assert.False((await Update("""  "GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by-by"}}] """)).TryGetProperty("GlobalSecondaryIndexes", out _));
        Assert.Equal(400, (await _server.CallDynamo("Query", Query)).Status);
    }

    [Theory]
    [InlineData("", "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required")]
    [InlineData(""", "BillingMode":"PROVISIONED" """, "One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED")]
    [InlineData(""", "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1} """, "The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 1. Requested ReadCapacityUnits: 1. Current WriteCapacityUnits provisioned for the table: 1. Requested WriteCapacityUnits: 1. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.")]
    [InlineData(""", "ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0} """, "2 validation errors detected: Value '0' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData(""", "StreamSpecification":{"StreamEnabled":false} """, "Table has no stream to disable: TableName: core")]
    [InlineData(""", "SSESpecification":{"Enabled":false} """, "One or more parameter values were invalid: Table is already encrypted by default")]
    [InlineData(""", "DeletionProtectionEnabled":true,"BillingMode":"PAY_PER_REQUEST" """, "DeletionProtection modification must be the only operation in the request")]
    [InlineData(""", "ReplicaUpdates":[{}] """, "There are no actions specified in the Replica Update Action")]
    public async Task A_wrong_update_is_told_so_in_AWS_words(string members, string message)
    {
        var (status, body) = await _server.CallDynamo("UpdateTable", $$"""{"TableName":"core"{{members}}}""");
        Assert.Equal(400, status);
        Assert.Equal(message, body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Tags_are_put_taken_off_and_listed()
    {
        await Ok("TagResource", $$"""{"ResourceArn":"{{Arn}}","Tags":[{"Key":"stage","Value":"test"},{"Key":"team","Value":"b"}]}""");
        await Ok("UntagResource", $$"""{"ResourceArn":"{{Arn}}","TagKeys":["stage","never"]}""");
        Assert.Equal("""{"Tags":[{"Key":"team","Value":"b"}]}""", (await Ok("ListTagsOfResource", $$"""{"ResourceArn":"{{Arn}}"}""")).GetRawText());
        var (_, body) = await _server.CallDynamo("ListTagsOfResource", $$"""{"ResourceArn":"{{Arn}}2"}""");
        Assert.EndsWith("#AccessDeniedException", body.GetProperty("__type").GetString(), StringComparison.Ordinal);
        (_, body) = await _server.CallDynamo("UntagResource", $$"""{"ResourceArn":"{{Arn}}2","TagKeys":["team"]}""");
        Assert.Equal($"Requested resource not found: ResourcArn: {Arn}2 not found", body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Limits_endpoints_and_backups_are_told()
    {
        Assert.Equal(80_000, (await Ok("DescribeLimits", "{}")).GetProperty("AccountMaxReadCapacityUnits").GetInt32());
        Assert.Equal(_server.Listen, (await Ok("DescribeEndpoints", "{}")).GetProperty("Endpoints")[0].GetProperty("Address").GetString());
        JsonElement Recovery(JsonElement answer) => answer.GetProperty("ContinuousBackupsDescription").GetProperty("PointInTimeRecoveryDescription").GetProperty("PointInTimeRecoveryStatus");
        Assert.Equal("DISABLED", Recovery(await Ok("DescribeContinuousBackups", """{"TableName":"core"}""")).GetString());
        await Ok("UpdateContinuousBackups", """{"TableName":"core","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}""");
        Assert.Equal("ENABLED", Recovery(await Ok("DescribeContinuousBackups", """{"TableName":"core"}""")).GetString());
    }

    [Fact]
    public async Task What_tools_ask_of_every_table_is_answered_with_what_there_is()
    {
        Assert.Equal("""{"TableName":"core","KinesisDataStreamDestinations":[]}""", (await Ok("DescribeKinesisStreamingDestination", """{"TableName":"core"}""")).GetRawText());
        Assert.Equal("DISABLED", (await Ok("DescribeContributorInsights", """{"TableName":"core"}""")).GetProperty("ContributorInsightsStatus").GetString());
        Assert.Equal(0, (await Ok("ListBackups", """{"TableName":"core"}""")).GetProperty("BackupSummaries").GetArrayLength());
        Assert.Equal(0, (await Ok("ListGlobalTables", "{}")).GetProperty("GlobalTables").GetArrayLength());
        await Error("DescribeKinesisStreamingDestination", """{"TableName":"none"}""", "ResourceNotFoundException", "Requested resource not found: Table: none not found");
        await Error("DescribeContributorInsights", """{"TableName":"core","IndexName":"none"}""", "ResourceNotFoundException", "Requested resource not found: Table: core has no global secondary index none");
        await Error("DescribeGlobalTable", """{"GlobalTableName":"core"}""", "GlobalTableNotFoundException", "Global table not found: Global table with name: 'core' does not exist.");
    }

    [Theory]
    [InlineData("WarmThroughput", """{"ReadUnitsPerSecond":12000}""")]
    [InlineData("ResourcePolicy", "\"{}\"")]
    public async Task What_a_new_table_cannot_have_is_refused_by_name(string parameter, string value) => await Error(
        "CreateTable",
        $$"""{"TableName":"other","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"{{parameter}}":{{value}}}""",
        "ValidationException", $"Parameter {parameter} is not there in this emulator yet");

    [Theory]
    [InlineData("[{\"AttributeType\":\"S\"}]", "1 validation error detected: Value null at 'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: Member must not be null")]
    [InlineData("[{\"AttributeName\":\"\",\"AttributeType\":\"S\"},{\"AttributeType\":\"S\"}]", "1 validation error detected: Value null at 'attributeDefinitions.2.member.attributeName' failed to satisfy constraint: Member must not be null")]
    public async Task An_attribute_definition_without_a_name_is_told(string definitions, string message) => await Error(
        "UpdateTable", $$"""{"TableName":"core","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":{{definitions}}}""", "ValidationException", message);

    private async Task Error(string operation, string json, string code, string message)
    {
        var (status, body) = await _server.CallDynamo(operation, json);
        Assert.Equal(400, status);
        Assert.EndsWith($"#{code}", body.GetProperty("__type").GetString(), StringComparison.Ordinal);
        Assert.Equal(message, body.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("SearchVectors")]
    [InlineData("CreateTables")]
    public async Task What_is_not_there_is_named(string operation)
    {
        var (status, body) = await _server.CallDynamo(operation, "{}");
        Assert.Equal(400, status);
        Assert.Equal("com.amazon.coral.service#UnknownOperationException", body.GetProperty("__type").GetString());
        Assert.Contains(operation, body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
