using System.Net.Sockets;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Labs;

/// <summary>Where the Docker engine takes calls: DOCKER_HOST, or the usual socket. The controller is given the same one.</summary>
/// <param name="Path">The socket's path.</param>
internal sealed record DockerSocket(string Path)
{
    private const string Usual = "/var/run/docker.sock";
    private const string Scheme = "unix://";

    /// <summary>The same as an address: unix:///var/run/docker.sock.</summary>
    public string Address => Scheme + Path;

    /// <summary>As the environment says.</summary>
    /// <exception cref="LabEnvironmentException">DOCKER_HOST is not a socket of this machine.</exception>
    public static DockerSocket OfEnvironment() => Environment.GetEnvironmentVariable("DOCKER_HOST") switch
    {
        null or "" => new DockerSocket(Usual),
        { } host when host.StartsWith(Scheme + "/", StringComparison.Ordinal) => new DockerSocket(host[Scheme.Length..]),
        { } elsewhere => throw new LabEnvironmentException(
            $"DOCKER_HOST is {elsewhere}; the lab's controller needs the engine's socket on this machine: unset DOCKER_HOST, or give unix:///path/to/docker.sock"),
    };

    /// <summary>Whether an engine takes calls, and takes them from this user. The socket of one that ended stays behind, and answers nobody.</summary>
    public async Task<EngineAccess> AccessAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path), cancellation);
            return EngineAccess.Allowed;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.AccessDenied ? EngineAccess.Denied : EngineAccess.Absent;
        }
    }
}
