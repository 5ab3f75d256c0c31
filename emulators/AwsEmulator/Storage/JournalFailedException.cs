namespace ActiveActive.AwsEmulator.Storage;

/// <summary>The disk did not take a write: full, read-only or broken. Nothing is acknowledged until it does.</summary>
public sealed class JournalFailedException(string message, Exception cause) : IOException(message, cause);
