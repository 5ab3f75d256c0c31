using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Tells the URLs of the queues whose dead letters go to one, in pages when a page size is given.</summary>
internal sealed class ListDeadLetterSourceQueuesCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "ListDeadLetterSourceQueues";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var size = QueuePages.SizeOf(request.Parameters);
        var names = await request.Run(new ListDeadLetterSourceQueues(request.Parameters.Queue, QueuePages.After(request.Parameters)));
        // In lower case, as the service model has it.
        QueuePages.Write(answer, "queueUrls", names, size, request);
    }
}
