using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>
/// DeleteTable, in this region. The other regions of a global table keep theirs, and take this one off their lists when their
/// next pull finds it gone.
/// </summary>
public sealed class DeleteTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DeleteTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer) => Answers.Write(
        request, "TableDescription", await request.Run(new DeleteTable { Name = request.Parameters.Table }), "DELETING", answer);
}
