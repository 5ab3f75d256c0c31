using ActiveActive.Contracts;
using ActiveActive.Simulation.Servers;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Programs;

/// <summary>A server as a part of the lab.</summary>
public sealed class ServerPart(Server server) : IPart
{
    /// <inheritdoc/>
    public string Component => server.Component;

    /// <inheritdoc/>
    public Life Life => server.Life;

    /// <inheritdoc/>
    public bool IsOwn => server is not AuroraInstance;

    /// <inheritdoc/>
    public void Start() => server.Start();

    /// <inheritdoc/>
    public void Stop(bool inOrder) => server.Stop(inOrder);

    /// <inheritdoc/>
    public (string State, string? Reasons) Health() => (LifecycleState.ProcessRecords, null);
}
