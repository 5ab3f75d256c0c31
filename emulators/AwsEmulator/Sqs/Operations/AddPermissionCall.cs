using System.Text.Json;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Adds a statement to a queue's policy.</summary>
internal sealed class AddPermissionCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "AddPermission";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        await request.Run(new AddPermission(
            parameters.Queue, parameters.NeedText("Label"), parameters.Texts("AWSAccountIds"), parameters.Texts("Actions")));
    }
}
