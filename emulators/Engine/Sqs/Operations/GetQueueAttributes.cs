using System.Globalization;

namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>All attributes of a queue.</summary>
public sealed record GetQueueAttributes(string Name) : ISqsOperation<IReadOnlyDictionary<string, string>>
{
    /// <inheritdoc/>
    public string? Queue => Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Execute(SqsTurn turn)
    {
        var queue = turn.Queue(Name);
        return new Dictionary<string, string>(queue.Attributes.All, StringComparer.Ordinal)
        {
            ["QueueArn"] = turn.Engine.ArnOf(Name),
            ["ApproximateNumberOfMessages"] = Text(queue.Ready.Count),
            ["ApproximateNumberOfMessagesNotVisible"] = Text(queue.InFlight),
            ["ApproximateNumberOfMessagesDelayed"] = Text(queue.Delayed),
            ["CreatedTimestamp"] = Text(queue.Created.ToUnixTimeSeconds()),
            ["LastModifiedTimestamp"] = Text(queue.Modified.ToUnixTimeSeconds()),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
