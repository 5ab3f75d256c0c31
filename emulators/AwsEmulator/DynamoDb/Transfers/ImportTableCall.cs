using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Transfers;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>
/// ImportTable, out of a folder that stands for the bucket, to a new table. The answer says IN_PROGRESS; the table is there, or the
/// import has failed as AWS fails one without its bucket, when it is asked for.
/// </summary>
public sealed class ImportTableCall : IDynamoCall
{
    private static readonly string[] Told = ["ImportArn", "TableArn", "TableId", "ClientToken", "S3BucketSource", "InputFormat", "InputFormatOptions", "InputCompressionType", "TableCreationParameters", "StartTime"];

    /// <inheritdoc/>
    public string Name => "ImportTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("S3BucketSource").NotNull("InputFormat").Enum("InputFormat", "DYNAMODB_JSON", "ION", "CSV")
            .Enum("InputCompressionType", "GZIP", "ZSTD", "NONE").NotNull("TableCreationParameters").Check();
        if (parameters.Text("InputFormat") == "ION")
            throw DynamoException.NotThere("InputFormat ION");
        if (parameters.Text("InputCompressionType") == "ZSTD")
            throw DynamoException.NotThere("InputCompressionType ZSTD");
        var source = parameters.Inner("S3BucketSource")!.Value;
        source.NeedAt("S3Bucket", "s3BucketSource.s3Bucket");
        var create = CreateTableCall.Read(parameters.Inner("TableCreationParameters")!.Value);
        var token = parameters.Text("ClientToken");
        var tableArn = JsonTables.Arn(request.Region, create.Name);
        var known = token is null ? null : (await request.Run(new ListTransfers { Imports = true, TableArn = tableArn }))
            .FirstOrDefault(t => t.Description.GetValueOrDefault("ClientToken") is AttributeValue.S used && used.Value == token);
        var import = known ?? await Import(request, parameters, source, create, tableArn);
        answer.WriteStartObject();
        answer.WriteStartObject("ImportTableDescription");
        answer.WriteString("ImportStatus", "IN_PROGRESS");
        Description.Write(answer, import.Description, Told);
        answer.WriteEndObject();
        answer.WriteEndObject();
    }

    private static async Task<Transfer> Import(DynamoRequest request, Parameters parameters, Parameters source, CreateTable create, string tableArn)
    {
        var begun = request.Now;
        Transfer End(string id, Action<Description> outcome)
        {
            var description = new Description().Text("ImportArn", $"{tableArn}/import/{id}").Time("StartTime", begun).Text("TableArn", tableArn).Text("ClientToken", parameters.Text("ClientToken"))
                .Json("S3BucketSource", parameters.Find("S3BucketSource")).Text("InputFormat", parameters.Text("InputFormat")).Json("InputFormatOptions", parameters.Find("InputFormatOptions"))
                .Text("InputCompressionType", parameters.Text("InputCompressionType") ?? "NONE").Json("TableCreationParameters", parameters.Find("TableCreationParameters"));
            outcome(description);
            return new Transfer($"{tableArn}/import/{id}", true, tableArn, description.Time("EndTime", request.Now).Members);
        }

        if (request.Buckets.Find(source.Text("S3Bucket")!) is not { } folder)
        {
            // A table that is there already is an error of the request, not of the import.
            create.Prepare();
            await request.Run(new NoTable { Name = create.Name });
            return await request.Run(new EndTransfer
            {
                Table = create.Name, Ended = id => End(id, d => d.Text("ImportStatus", "FAILED").Text("FailureCode", "S3NoSuchBucket").Text("FailureMessage", Buckets.NoBucket).Number("ErrorCount", 0)),
            });
        }

        var csv = parameters.Inner("InputFormatOptions")?.Inner("Csv");
        var files = new ImportFiles(
            parameters.Text("InputCompressionType") == "GZIP", parameters.Text("InputFormat") == "CSV" ? (csv?.Text("Delimiter") ?? ",")[0] : null, csv?.Strings("HeaderList"), create.Attributes);
        foreach (var file in Buckets.Files(folder, source.Text("S3KeyPrefix") ?? ""))
            await files.Read(file, request.Aborted);
        return await request.Run(new ImportTable
        {
            Create = create,
            Items = files.Items,
            Ended = (id, tableId, imported) => End(id, d => d.Text("ImportStatus", "COMPLETED").Text("TableId", tableId).Number("ProcessedSizeBytes", files.Bytes)
                .Number("ProcessedItemCount", files.Items.Count + files.Wrong).Number("ImportedItemCount", imported).Number("ErrorCount", files.Items.Count + files.Wrong - imported)),
        });
    }
}
