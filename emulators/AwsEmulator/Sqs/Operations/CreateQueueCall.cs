using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Creates a queue.</summary>
internal sealed class CreateQueueCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "CreateQueue";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var queue = await request.Run(new CreateQueue(request.Parameters.QueueName, request.Parameters.Map("Attributes"), request.Parameters.Map("tags")));
        answer.WriteString("QueueUrl", request.UrlOf(queue.Name));
    }
}
