namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>A message as it was handed out, with what may change later copied.</summary>
public sealed record ReceivedMessage(QueuedMessage Message, ReceiptHandle Handle, int Receives, DateTimeOffset FirstReceived);
