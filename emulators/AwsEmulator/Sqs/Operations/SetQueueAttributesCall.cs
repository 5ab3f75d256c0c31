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
        var attributes = request.Parameters.Map("Attributes");
        if (attributes.Count == 0)
            throw SqsException.Missing("Attribute.Name");
        await request.Run(new SetQueueAttributes(request.Parameters.Queue, attributes));
    }
}
