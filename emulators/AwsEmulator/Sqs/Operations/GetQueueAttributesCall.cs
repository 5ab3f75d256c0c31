using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs.Operations;

/// <summary>Tells the attributes of a queue that were asked for.</summary>
internal sealed class GetQueueAttributesCall : ISqsCall
{
    /// <inheritdoc/>
    public string Name => "GetQueueAttributes";

    /// <inheritdoc/>
    public async Task Answer(SqsRequest request, Utf8JsonWriter answer)
    {
        var wanted = request.Parameters.Texts("AttributeNames");
        var all = await request.Run(new GetQueueAttributes(request.Parameters.Queue));
        if (wanted.FirstOrDefault(n => n != "All" && !QueueAttributes.IsKnown(n)) is { } unknown)
            throw new SqsException("InvalidAttributeName", $"Unknown Attribute {unknown}.");
        answer.WriteStartObject("Attributes");
        foreach (var (name, value) in all.Where(a => wanted.Contains("All") || wanted.Contains(a.Key)))
            answer.WriteString(name, value);
        answer.WriteEndObject();
    }
}
