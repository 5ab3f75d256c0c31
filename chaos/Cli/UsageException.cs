namespace ActiveActive.Cli;

/// <summary>What was asked for cannot be done as it was asked; the message says what would. Exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
