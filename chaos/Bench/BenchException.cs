namespace ActiveActive.Bench;

/// <summary>The load could not be put on an endpoint; the message says which and why.</summary>
public sealed class BenchException(string message, Exception? cause = null) : Exception(message, cause);
