using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Transfers;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>
/// ExportTableToPointInTime, into a folder that stands for the bucket. The answer says IN_PROGRESS; the files are there, or the
/// export has failed as AWS fails one without its bucket, when it is asked for.
/// </summary>
public sealed class ExportTableToPointInTimeCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ExportTableToPointInTime";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("TableArn").Length("TableArn", 1, 1024).NotNull("S3Bucket").Length("S3Bucket", 1, 255).Length("S3Prefix", 0, 1024)
            .Enum("S3SseAlgorithm", "AES256", "KMS").Enum("ExportFormat", "DYNAMODB_JSON", "ION").Enum("ExportType", "FULL_EXPORT", "INCREMENTAL_EXPORT").Check();
        if (parameters.Text("ExportFormat") == "ION")
            throw DynamoException.NotThere("ExportFormat ION");
        if (parameters.Text("ExportType") == "INCREMENTAL_EXPORT")
            throw DynamoException.NotThere("ExportType INCREMENTAL_EXPORT");
        parameters.Refuse("IncrementalExportSpecification");
        var arn = parameters.Text("TableArn")!;
        var token = parameters.Text("ClientToken");
        var known = token is null ? null : (await request.Run(new ListTransfers { Imports = false, TableArn = arn }))
            .FirstOrDefault(t => t.Description.GetValueOrDefault("ClientToken") is AttributeValue.S used && used.Value == token);
        var export = known ?? await Export(request, parameters, arn, token);
        answer.WriteStartObject();
        answer.WriteStartObject("ExportDescription");
        answer.WriteString("ExportStatus", "IN_PROGRESS");
        Description.Write(answer, export.Description, "ExportArn", "StartTime", "TableArn", "TableId", "ExportTime", "ClientToken", "S3Bucket", "S3BucketOwner", "S3Prefix", "S3SseAlgorithm", "S3SseKmsKeyId", "ExportFormat", "ExportType");
        answer.WriteEndObject();
        answer.WriteEndObject();
    }

    private static async Task<Transfer> Export(DynamoRequest request, Parameters parameters, string arn, string? token)
    {
        var table = arn[(arn.LastIndexOf('/') + 1)..];
        var begun = request.Now;
        var (items, tableId, time, id) = await request.Run(new ReadForExport { Table = table, Time = parameters.Time("ExportTime") });
        var exportArn = $"{JsonTables.Arn(request.Region, table)}/export/{id}";
        var (bucket, prefix) = (parameters.Text("S3Bucket")!, parameters.Text("S3Prefix") ?? "");
        var description = new Description().Text("ExportArn", exportArn).Time("StartTime", begun).Text("TableArn", arn).Text("TableId", tableId).Time("ExportTime", time)
            .Text("ClientToken", token).Text("S3Bucket", bucket).Text("S3BucketOwner", parameters.Text("S3BucketOwner")).Text("S3Prefix", parameters.Text("S3Prefix"))
            .Text("S3SseAlgorithm", parameters.Text("S3SseAlgorithm") ?? "AES256").Text("S3SseKmsKeyId", parameters.Text("S3SseKmsKeyId")).Text("ExportFormat", "DYNAMODB_JSON").Text("ExportType", "FULL_EXPORT");
        if (request.Buckets.Find(bucket) is { } folder)
        {
            var manifest = ExportFiles.Write(folder, prefix, id, items, new Dictionary<string, string> { ["exportArn"] = exportArn, ["tableArn"] = arn, ["tableId"] = tableId, ["s3Bucket"] = bucket });
            description.Text("ExportStatus", "COMPLETED").Text("ExportManifest", manifest).Number("ItemCount", items.Count).Number("BilledSizeBytes", items.Sum(i => (double)ItemSize.Of(i)));
        }
        else
            description.Text("ExportStatus", "FAILED").Text("FailureCode", "S3NoSuchBucket").Text("FailureMessage", Buckets.NoBucket);
        description.Time("EndTime", request.Now);
        return await request.Run(new EndTransfer { Table = table, Ended = _ => new Transfer(exportArn, false, arn, description.Members) });
    }
}
