namespace ActiveActive.Engine.Sqs;

/// <summary>A message to send.</summary>
/// <param name="Body">The body.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="DelaySeconds">Seconds before it becomes visible; null for the queue's own.</param>
/// <param name="Group">MessageGroupId, if any.</param>
public sealed record OutgoingMessage(
    string Body, IReadOnlyDictionary<string, MessageAttribute> Attributes, int? DelaySeconds = null, string? Group = null);
