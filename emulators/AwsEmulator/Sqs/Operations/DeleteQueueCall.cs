using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Deletes a queue.</summary>
internal sealed class DeleteQueueCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "DeleteQueue";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        await request.Run(new DeleteQueue(request.Parameters.Queue));
    }
}
