namespace ActiveActive.Faults;

/// <summary>
/// A target, kind or plan that cannot be used. The message says what would do; to the command line it is a usage error, exit code 2.
/// </summary>
public sealed class UnusableFaultException(string message, Exception? inner = null) : Exception(message, inner);
