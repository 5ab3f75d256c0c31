namespace ActiveActive.Hosting;

/// <summary>
/// Why a service does not start, in a sentence for whoever started it: it ends with that line on standard error and exit code 2.
/// </summary>
public abstract class CannotStartException(string message, Exception? cause = null) : Exception(message, cause);
