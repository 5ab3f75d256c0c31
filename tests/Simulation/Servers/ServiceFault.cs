namespace ActiveActive.Simulation.Servers;

/// <summary>A server answered that it will not or cannot.</summary>
public sealed class ServiceFault(string message) : Exception(message);
