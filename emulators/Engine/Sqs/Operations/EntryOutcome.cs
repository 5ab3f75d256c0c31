namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>What became of one entry of a batch.</summary>
/// <param name="Message">The message concerned, if there is one.</param>
/// <param name="Error">Why it was not done; null when it was.</param>
public readonly record struct EntryOutcome(QueuedMessage? Message, SqsException? Error);
