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
        var size = request.Parameters.Integer("MaxResults");
        if (size is < 1 or > SqsLimits.ListQueues)
            throw SqsException.Invalid($"{size}", "MaxResults", "Must be an integer from 1 to 1000.");
        var names = await request.Run(new ListDeadLetterSourceQueues(request.Parameters.Queue, request.Parameters.Text("NextToken") ?? ""));
        string[] page = [.. names.Take(size ?? SqsLimits.ListQueues)];
        // In lower case, as the service model has it.
        answer.WriteStartArray("queueUrls");
        foreach (var name in page)
            answer.WriteStringValue(request.UrlOf(name));
        answer.WriteEndArray();
        if (size is not null && names.Count > page.Length)
            answer.WriteString("NextToken", page[^1]);
    }
}
