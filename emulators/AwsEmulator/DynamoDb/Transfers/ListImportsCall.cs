using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Transfers;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>ListImports, the newest first.</summary>
public sealed class ListImportsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListImports";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Range("PageSize", 1, 25).Length("TableArn", 1, 1024).Check();
        var all = await request.Run(new ListTransfers { Imports = true, TableArn = parameters.Text("TableArn") });
        var (from, limit) = (PageNumbers.Read(parameters.Text("NextToken")), parameters.Integer("PageSize") ?? 25);
        answer.WriteStartObject();
        answer.WriteStartArray("ImportSummaryList");
        foreach (var transfer in all.Skip(from).Take(limit))
        {
            answer.WriteStartObject();
            Description.Write(answer, transfer.Description, "ImportArn", "ImportStatus", "TableArn", "S3BucketSource", "InputFormat", "StartTime", "EndTime");
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        PageNumbers.Write(answer, from + limit, all.Count);
        answer.WriteEndObject();
    }
}
