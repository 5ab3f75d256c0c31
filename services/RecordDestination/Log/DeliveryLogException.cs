namespace ActiveActive.RecordDestination.Log;

/// <summary>The log could not keep deliveries: the disk is full, or refuses. Their messages stay in the queue and come again.</summary>
public sealed class DeliveryLogException(string message, Exception inner) : IOException(message, inner);
