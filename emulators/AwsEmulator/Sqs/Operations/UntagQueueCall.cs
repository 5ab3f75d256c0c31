using System.Text.Json;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Takes tags from a queue.</summary>
internal sealed class UntagQueueCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "UntagQueue";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        await request.Run(new UntagQueue(request.Parameters.Queue, request.Parameters.Texts("TagKeys")));
    }
}
