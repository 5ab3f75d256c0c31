using Docker.DotNet;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>Where the engine answers.</summary>
internal static class EngineSocket
{
    /// <summary>Its address, the same for Testcontainers, Compose and the lab's own code.</summary>
    public const string Address = "unix:///var/run/docker.sock";

    /// <summary>A client for it; nothing is asked yet.</summary>
    public static DockerClient Connect() => new DockerClientBuilder().WithEndpoint(new Uri(Address)).Build();
}
