namespace ActiveActive.Engine.Sqs;

/// <summary>A message to send.</summary>
/// <param name="Body">The body.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="DelaySeconds">Seconds before it becomes visible; null for the queue's own.</param>
/// <param name="Group">MessageGroupId: an order in a FIFO queue, a tenant in a standard one.</param>
/// <param name="DeduplicationId">MessageDeduplicationId; null for the body's digest, where the queue allows that.</param>
/// <param name="System">Message system attributes: AWSTraceHeader is the only one.</param>
public sealed record OutgoingMessage(
    MessageBody Body,
    IReadOnlyDictionary<string, MessageAttribute> Attributes,
    int? DelaySeconds = null,
    string? Group = null,
    string? DeduplicationId = null,
    IReadOnlyDictionary<string, MessageAttribute>? System = null);
