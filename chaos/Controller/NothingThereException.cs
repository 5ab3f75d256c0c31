namespace ActiveActive.Controller;

/// <summary>What was asked for is not there; the message says what is.</summary>
internal sealed class NothingThereException(string message) : Exception(message);
