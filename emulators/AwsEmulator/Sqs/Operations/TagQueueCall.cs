using System.Text.Json;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Gives a queue tags.</summary>
internal sealed class TagQueueCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "TagQueue";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        await request.Run(new TagQueue(request.Parameters.Queue, request.Parameters.Map("Tags")));
    }
}
