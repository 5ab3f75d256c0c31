using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Changes attributes of a queue.</summary>
internal sealed class SetQueueAttributesCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "SetQueueAttributes";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        await request.Run(new SetQueueAttributes(request.Parameters.Queue, request.Parameters.Map("Attributes")));
    }
}
