namespace ActiveActive.DnsRouter.Configuration;

/// <summary>The file cannot be used; the message names the place and says what would do.</summary>
public sealed class RecordSetFileException(string message) : Exception(message);
