using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Empties a queue.</summary>
internal sealed class PurgeQueueCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "PurgeQueue";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        await request.Run(new PurgeQueue(request.Parameters.Queue));
    }
}
