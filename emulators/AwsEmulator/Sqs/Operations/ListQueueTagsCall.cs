using System.Text.Json;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Tells the tags of a queue.</summary>
internal sealed class ListQueueTagsCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "ListQueueTags";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var tags = await request.Run(new ListQueueTags(request.Parameters.Queue));
        if (tags.Count == 0)
            return;
        answer.WriteStartObject("Tags");
        foreach (var (key, value) in tags)
            answer.WriteString(key, value);
        answer.WriteEndObject();
    }
}
