namespace ActiveActive.Controller;

/// <summary>The lab does one thing of this kind at a time and is doing one.</summary>
public sealed class LabBusyException(string message) : Exception(message);
