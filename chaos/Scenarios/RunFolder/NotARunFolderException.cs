namespace ActiveActive.Scenarios.RunFolders;

/// <summary>What was named is no run folder: the caller's mistake (exit code 2), not evidence that is missing.</summary>
public sealed class NotARunFolderException(string message) : Exception(message);
