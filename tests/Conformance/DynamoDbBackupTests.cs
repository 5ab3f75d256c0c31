using System.Text.Json;
using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>Backups, restores, exports and imports: through the states that AWS has, and there again after a kill.</summary>
public sealed class DynamoDbBackupTests : IAsyncLifetime
{
    private readonly string _buckets = Directory.CreateTempSubdirectory("aa-buckets-").FullName;
    private readonly DynamoDbServer _server = new("us-east-1", DynamoDbServer.FreeAddress("127.77.1.21"));

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_buckets, "lake"));
        await _server.With("AA_EMULATOR__BUCKETS", _buckets).Start();
        await _server.Ask("CreateTable", """
            {"TableName":"people","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"town","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
             "GlobalSecondaryIndexes":[{"IndexName":"by-town","KeySchema":[{"AttributeName":"town","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}
            """);
        await Put("a");
        await Put("b");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_buckets, recursive: true);
    }

    private Task<JsonElement> Put(string id) => _server.Ask("PutItem", $$$$"""{"TableName":"people","Item":{"id":{"S":"{{{{id}}}}"},"town":{"S":"t"}}}""");

    private async Task<string[]> Ids(string table, string? index = null)
    {
        var scan = await _server.Ask("Scan", $$"""{"TableName":"{{table}}"{{(index is null ? "" : $",\"IndexName\":\"{index}\"")}}}""");
        return [.. scan.GetProperty("Items").EnumerateArray().Select(i => i.GetProperty("id").GetProperty("S").GetString()!).Order(StringComparer.Ordinal)];
    }

    private async Task<JsonElement> Recovery() =>
        (await _server.Ask("DescribeContinuousBackups", """{"TableName":"people"}""")).GetProperty("ContinuousBackupsDescription").GetProperty("PointInTimeRecoveryDescription");

    private async Task Restart()
    {
        await _server.Kill();
        await _server.Start();
    }

    [Fact]
    public async Task A_backup_is_restored_with_items_and_indexes_as_they_were()
    {
        var created = (await _server.Ask("CreateBackup", """{"TableName":"people","BackupName":"monday"}""")).GetProperty("BackupDetails");
        Assert.Equal("CREATING", created.GetProperty("BackupStatus").GetString());
        var arn = created.GetProperty("BackupArn").GetString();
        await Put("c");
        await _server.Ask("DeleteTable", """{"TableName":"people"}""");
        await Restart();
        var described = (await _server.Ask("DescribeBackup", $$"""{"BackupArn":"{{arn}}"}""")).GetProperty("BackupDescription");
        Assert.Equal("AVAILABLE", described.GetProperty("BackupDetails").GetProperty("BackupStatus").GetString());
        Assert.Equal(2, described.GetProperty("SourceTableDetails").GetProperty("ItemCount").GetInt32());
        var restored = (await _server.Ask("RestoreTableFromBackup", $$"""{"TargetTableName":"again","BackupArn":"{{arn}}"}""")).GetProperty("TableDescription");
        Assert.Equal("CREATING", restored.GetProperty("TableStatus").GetString());
        Assert.True(restored.GetProperty("RestoreSummary").GetProperty("RestoreInProgress").GetBoolean());
        await _server.Fail("RestoreTableFromBackup", $$"""{"TargetTableName":"again","BackupArn":"{{arn}}"}""", "TableAlreadyExistsException", "Table already exists: again");
        Assert.Equal(arn, (await _server.Ask("DeleteBackup", $$"""{"BackupArn":"{{arn}}"}""")).GetProperty("BackupDescription").GetProperty("BackupDetails").GetProperty("BackupArn").GetString());
        await _server.Fail("DescribeBackup", $$"""{"BackupArn":"{{arn}}"}""", "BackupNotFoundException", $"Backup not found: {arn}");
        await Restart();
        Assert.Equal(["a", "b"], await Ids("again"));
        Assert.Equal(["a", "b"], await Ids("again", "by-town"));
        var table = (await _server.Ask("DescribeTable", """{"TableName":"again"}""")).GetProperty("Table");
        Assert.Equal("ACTIVE", table.GetProperty("TableStatus").GetString());
        Assert.False(table.GetProperty("RestoreSummary").GetProperty("RestoreInProgress").GetBoolean());
    }

    [Fact]
    public async Task A_moment_is_restored_even_after_a_kill_and_a_deleted_table_leaves_a_backup()
    {
        await _server.Fail("RestoreTableToPointInTime", """{"SourceTableName":"people","TargetTableName":"past","UseLatestRestorableTime":true}""", "PointInTimeRecoveryUnavailableException", "Point in time recovery is not enabled for table 'people'");
        await _server.Ask("UpdateContinuousBackups", """{"TableName":"people","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":7}}""");
        await Put("c");
        // The server's own clock says when "then" is: after the write, and before what follows.
        var recovery = await Recovery();
        Assert.Equal(7, recovery.GetProperty("RecoveryPeriodInDays").GetInt32());
        var then = recovery.GetProperty("LatestRestorableDateTime").GetDouble() + 0.001;
        await Until.True("the moment is past", async () => (await Recovery()).GetProperty("LatestRestorableDateTime").GetDouble() > then + 0.001);
        await Put("d");
        await _server.Ask("DeleteItem", """{"TableName":"people","Key":{"id":{"S":"a"}}}""");
        await Restart();
        await _server.Ask("RestoreTableToPointInTime", FormattableString.Invariant($$"""{"SourceTableName":"people","TargetTableName":"past","RestoreDateTime":{{then}}}"""));
        Assert.Equal(["a", "b", "c"], await Ids("past"));
        await _server.Ask("DeleteTable", """{"TableName":"people"}""");
        var backups = (await _server.Ask("ListBackups", """{"BackupType":"SYSTEM"}""")).GetProperty("BackupSummaries");
        Assert.Equal("people$DeletedTableBackup", Assert.Single(backups.EnumerateArray()).GetProperty("BackupName").GetString());
    }

    [Fact]
    public async Task An_export_is_imported_again_and_one_without_its_bucket_fails()
    {
        const string Arn = "arn:aws:dynamodb:us-east-1:000000000000:table/people";
        await _server.Ask("UpdateContinuousBackups", """{"TableName":"people","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}""");
        async Task<JsonElement> Export(string bucket)
        {
            var begun = (await _server.Ask("ExportTableToPointInTime", $$"""{"TableArn":"{{Arn}}","S3Bucket":"{{bucket}}","S3Prefix":"out"}""")).GetProperty("ExportDescription");
            Assert.Equal("IN_PROGRESS", begun.GetProperty("ExportStatus").GetString());
            return (await _server.Ask("DescribeExport", $$"""{"ExportArn":"{{begun.GetProperty("ExportArn").GetString()}}"}""")).GetProperty("ExportDescription");
        }

        Assert.Equal("S3NoSuchBucket", (await Export("dry")).GetProperty("FailureCode").GetString());
        Assert.Equal(2, (await Export("lake")).GetProperty("ItemCount").GetInt32());
        var import = (await _server.Ask("ImportTable", """
            {"S3BucketSource":{"S3Bucket":"lake","S3KeyPrefix":"out/"},"InputFormat":"DYNAMODB_JSON","InputCompressionType":"GZIP","TableCreationParameters":{"TableName":"again","BillingMode":"PAY_PER_REQUEST",
             "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}}
            """)).GetProperty("ImportTableDescription");
        Assert.Equal("IN_PROGRESS", import.GetProperty("ImportStatus").GetString());
        await Restart();
        var ended = (await _server.Ask("DescribeImport", $$"""{"ImportArn":"{{import.GetProperty("ImportArn").GetString()}}"}""")).GetProperty("ImportTableDescription");
        Assert.Equal("COMPLETED", ended.GetProperty("ImportStatus").GetString());
        Assert.Equal(2, ended.GetProperty("ImportedItemCount").GetInt32());
        Assert.Equal(["a", "b"], await Ids("again"));
    }

    [Fact]
    public async Task Insights_policies_and_destinations_go_through_AWS_states_and_stay()
    {
        const string Resource = "\"ResourceArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/people\"";
        const string Stream = "\"TableName\":\"people\",\"StreamArn\":\"arn:aws:kinesis:us-east-1:000000000000:stream/s\"";
        Assert.Equal("ENABLING", (await _server.Ask("UpdateContributorInsights", """{"TableName":"people","ContributorInsightsAction":"ENABLE"}""")).GetProperty("ContributorInsightsStatus").GetString());
        Assert.Equal("ENABLING", (await _server.Ask("EnableKinesisStreamingDestination", $$"""{{{Stream}}}""")).GetProperty("DestinationStatus").GetString());
        var put = await _server.Ask("PutResourcePolicy", $$"""{{{Resource}},"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}""");
        await Restart();
        Assert.Equal("ENABLED", (await _server.Ask("DescribeContributorInsights", """{"TableName":"people"}""")).GetProperty("ContributorInsightsStatus").GetString());
        Assert.Equal("ACTIVE", (await _server.Ask("DescribeKinesisStreamingDestination", """{"TableName":"people"}""")).GetProperty("KinesisDataStreamDestinations")[0].GetProperty("DestinationStatus").GetString());
        Assert.Equal(put.Text("RevisionId"), (await _server.Ask("GetResourcePolicy", $$"""{{{Resource}}}""")).Text("RevisionId"));
        await _server.Ask("DeleteResourcePolicy", $$"""{{{Resource}}}""");
        var (_, gone) = await _server.CallDynamo("GetResourcePolicy", $$"""{{{Resource}}}""");
        Assert.EndsWith("#PolicyNotFoundException", gone.GetProperty("__type").GetString(), StringComparison.Ordinal);
        Assert.Equal("DISABLING", (await _server.Ask("DisableKinesisStreamingDestination", $$"""{{{Stream}}}""")).GetProperty("DestinationStatus").GetString());
    }
}
