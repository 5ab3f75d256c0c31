namespace ActiveActive.Controller;

/// <summary>A request whose address or parameters cannot be used. The message is for the caller and names the value.</summary>
public sealed class UnusableRequestException(string message) : Exception(message);
