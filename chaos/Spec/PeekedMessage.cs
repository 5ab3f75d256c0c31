namespace ActiveActive.Spec;

/// <summary>A message that was looked at and left where it was.</summary>
/// <param name="MessageId">SQS message id.</param>
/// <param name="Body">Its text.</param>
/// <param name="Receives">How often it had been received.</param>
public sealed record PeekedMessage(string MessageId, string Body, int Receives);
