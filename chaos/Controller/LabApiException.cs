namespace ActiveActive.Controller;

/// <summary>The lab refused or does not answer; the message is a sentence for the user.</summary>
public sealed class LabApiException(string message, Exception? inner = null) : Exception(message, inner);
