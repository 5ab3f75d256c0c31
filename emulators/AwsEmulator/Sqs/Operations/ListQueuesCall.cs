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
        var size = request.Parameters.Integer("MaxResults");
        if (size is < 1 or > SqsLimits.ListQueues)
            throw SqsException.Invalid($"{size}", "MaxResults", "Must be an integer from 1 to 1000.");
        var names = await request.Run(new ListQueues(
            request.Parameters.Text("QueueNamePrefix") ?? "", request.Parameters.Text("NextToken") ?? ""));
        string[] page = [.. names.Take(size ?? SqsLimits.ListQueues)];
        answer.WriteStartArray("QueueUrls");
        foreach (var name in page)
            answer.WriteStringValue(request.UrlOf(name));
        answer.WriteEndArray();
        // Like AWS, only a caller that asks for pages gets to know that there are more.
        if (size is not null && names.Count > page.Length)
            answer.WriteString("NextToken", page[^1]);
    }
}
