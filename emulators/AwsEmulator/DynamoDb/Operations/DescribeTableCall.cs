using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>DescribeTable.</summary>
public sealed class DescribeTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer) => Answers.Write(
        request, "Table", await request.Run(new DescribeTable { Name = request.Parameters.Table }), "ACTIVE", answer);
}
