namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>A port of a container at an address of the engine's machine.</summary>
/// <param name="Mode">Ingress or host, a distinction of Swarm alone.</param>
internal sealed record ComposePort(int Target, string Published, string Protocol, string HostIp, string? Mode = null);
