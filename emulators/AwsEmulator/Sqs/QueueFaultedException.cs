namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>A fault holds the queue: the action was not carried out.</summary>
public sealed class QueueFaultedException(string message) : Exception(message);
