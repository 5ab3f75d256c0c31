using ActiveActive.Hosting;

namespace ActiveActive.AwsEmulator.Storage;

/// <summary>The data directory cannot be used: locked, damaged, of a newer format, or not writable. The message says which and where.</summary>
public sealed class StorageException(string message, Exception? cause = null) : CannotStartException(message, cause);
