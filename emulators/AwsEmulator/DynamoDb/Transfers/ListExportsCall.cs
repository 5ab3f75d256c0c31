using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Transfers;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>ListExports, the newest first.</summary>
public sealed class ListExportsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ListExports";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Range("MaxResults", 1, 25).Length("TableArn", 1, 1024).Check();
        var all = await request.Run(new ListTransfers { Imports = false, TableArn = parameters.Text("TableArn") });
        var (from, limit) = (PageNumbers.Read(parameters.Text("NextToken")), parameters.Integer("MaxResults") ?? 25);
        answer.WriteStartObject();
        answer.WriteStartArray("ExportSummaries");
        foreach (var transfer in all.Skip(from).Take(limit))
        {
            answer.WriteStartObject();
            Description.Write(answer, transfer.Description, "ExportArn", "ExportStatus", "ExportType");
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        PageNumbers.Write(answer, from + limit, all.Count);
        answer.WriteEndObject();
    }
}
