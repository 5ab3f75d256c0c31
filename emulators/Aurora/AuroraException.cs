namespace ActiveActive.Aurora;

/// <summary>Something about PostgreSQL or its files has to be put right by the user; the message says what and how. Exit code 2.</summary>
public sealed class AuroraException(string message, Exception? inner = null) : Exception(message, inner);
