using System.Net;
using System.Net.Sockets;
using ActiveActive.Engines.OnDocker;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Labs;

/// <summary>What keeps a lab in containers from starting, found before anything is made, so that nothing is left behind.</summary>
internal sealed class StartCheck(string project, EngineFindings engine, ComposePlan plan)
{
    // As docker-compose.yml names them.
    private static readonly Dictionary<string, string> PortVariables = new()
    {
        ["controller"] = "AA_API_PORT", ["dns-router"] = "AA_DNS_PORT", ["r1-aws"] = "AA_R1_AWS_PORT", ["r2-aws"] = "AA_R2_AWS_PORT",
    };

    /// <summary>The engine and the project's name, which matter to every command.</summary>
    /// <exception cref="LabEnvironmentException">The engine is too old, or the project is somebody else's.</exception>
    public static void CheckEngine(string project, string root, EngineFindings engine)
    {
        if (engine.Api < EngineFindings.OldestApi)
        {
            throw new LabEnvironmentException(
                $"Docker {engine.Version} is too old: it speaks API {engine.Api}, and the lab needs {EngineFindings.OldestApi} (Docker 25) or newer: https://docs.docker.com/engine/install/");
        }

        if (engine.Containers.FirstOrDefault(c => c.Project == project && (c.Lab is null || IsElsewhere(c.ComposeFile, root))) is { } stranger)
        {
            throw new LabEnvironmentException(
                $"the Compose project '{project}' is not this lab's: container {stranger.Name} of {stranger.ComposeFile ?? "an unknown file"} belongs to it; choose another name with COMPOSE_PROJECT_NAME");
        }
    }

    /// <summary>Names and ports.</summary>
    /// <exception cref="LabEnvironmentException">One is taken.</exception>
    public void CheckRoom()
    {
        if (engine.Containers.FirstOrDefault(c => plan.Names.Contains(c.Name) && c.Lab != project) is { } namesake)
        {
            throw new LabEnvironmentException(
                $"there is a container {namesake.Name} already, {(namesake.Lab is { } lab ? $"of lab '{lab}'" : "and no lab's")}; remove it, or set AA_CONTAINER_PREFIX for other names");
        }

        var own = engine.Containers.Where(c => c.Lab == project).SelectMany(c => c.Ports).ToHashSet();
        foreach (var port in plan.Ports.Where(p => !own.Contains(p.Number)))
        {
            if (IsTaken(port))
            {
                throw new LabEnvironmentException(
                    $"port {port.Number} of 127.0.0.1 is taken, and {port.Service} needs it; end what listens there, or choose another with {PortVariables.GetValueOrDefault(port.Service, "a change to docker-compose.yml")}");
            }
        }
    }

    // Several files are named with commas between them.
    private static bool IsElsewhere(string? composeFile, string root) =>
        composeFile?.Split(',')[0] is { Length: > 0 } file && Path.GetDirectoryName(Path.GetFullPath(file)) != Path.GetFullPath(root).TrimEnd('/');

    private static bool IsTaken(PlannedPort port)
    {
        using var socket = port.Udp
            ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port.Number));
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
