namespace ActiveActive.Engines.Processes;

/// <summary>A child could not be started; the message says what is missing and what would do.</summary>
public sealed class ChildStartException(string message, Exception? inner = null) : Exception(message, inner);
