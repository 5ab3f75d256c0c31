using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Transfers;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>DescribeExport.</summary>
public sealed class DescribeExportCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeExport";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("ExportArn").Length("ExportArn", 37, 1024).Check();
        var transfers = await request.Run(new ListTransfers { Imports = false, Arn = parameters.Text("ExportArn") });
        answer.WriteStartObject();
        answer.WriteStartObject("ExportDescription");
        Description.Write(answer, transfers[0].Description);
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
