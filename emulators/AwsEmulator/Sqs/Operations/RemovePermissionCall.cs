using System.Text.Json;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Takes a statement from a queue's policy.</summary>
internal sealed class RemovePermissionCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "RemovePermission";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        await request.Run(new RemovePermission(request.Parameters.Queue, request.Parameters.NeedText("Label")));
    }
}
