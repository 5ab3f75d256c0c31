using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Transfers;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>DescribeImport.</summary>
public sealed class DescribeImportCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeImport";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).NotNull("ImportArn").Length("ImportArn", 37, 1024).Check();
        var transfers = await request.Run(new ListTransfers { Imports = true, Arn = parameters.Text("ImportArn") });
        answer.WriteStartObject();
        answer.WriteStartObject("ImportTableDescription");
        Description.Write(answer, transfers[0].Description);
        answer.WriteEndObject();
        answer.WriteEndObject();
    }
}
