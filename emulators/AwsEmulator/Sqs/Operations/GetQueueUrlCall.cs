using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Tells the URL of a queue.</summary>
internal sealed class GetQueueUrlCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "GetQueueUrl";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        answer.WriteString("QueueUrl", request.UrlOf(await request.Run(new FindQueue(request.Parameters.QueueName))));
    }
}
