using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Tells the URLs of queues, in pages when a page size is given.</summary>
internal sealed class ListQueuesCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "ListQueues";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var size = QueuePages.SizeOf(request.Parameters);
        var names = await request.Run(new ListQueues(request.Parameters.Text("QueueNamePrefix") ?? "", QueuePages.After(request.Parameters)));
        QueuePages.Write(answer, "QueueUrls", names, size, request);
    }
}
