namespace ActiveActive.Scenarios.Records;

/// <summary>
/// What the user gave cannot be used: a records file, or a number of batches. The message names the file, the line and what to do;
/// to the command line it is a usage error, exit code 2.
/// </summary>
public sealed class UnusableInputException(string message, Exception? inner = null) : Exception(message, inner);
