using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>
/// Networks and published ports that no other lab has: held by a lock for other tests, and looked up for everything else on this
/// machine. Ports lie below those that the kernel hands out, so nobody is given one by chance.
/// </summary>
internal sealed class LabAddresses : IDisposable
{
    private const int FirstNet = 151;
    private const int LastNet = 249;
    private const int FirstPort = 21000;
    private const int PortsOfLab = 4;

    private readonly int _net;
    private readonly FileStream _reservation;

    private LabAddresses(int net, FileStream reservation) => (_net, _reservation) = (net, reservation);

    /// <summary>The ports in the order of <see cref="Environment"/>.</summary>
    private static IEnumerable<int> Ports(int net) => Enumerable.Range(FirstPort + (net * PortsOfLab), PortsOfLab);

    /// <summary>Takes the first that are free.</summary>
    /// <exception cref="InvalidOperationException">None are.</exception>
    public static async Task<LabAddresses> ReserveAsync(DockerClient docker, CancellationToken cancellation)
    {
        var taken = HostRoutes.Parse(await File.ReadAllLinesAsync("/proc/net/route", cancellation)).ToList();
        foreach (var network in await docker.Networks.ListNetworksAsync(cancellationToken: cancellation))
            taken.AddRange((network.IPAM?.Config ?? []).Select(c => c.Subnet).OfType<string>().Select(s => IPNetwork.Parse(s)));
        for (var net = FirstNet; net <= LastNet; net++)
        {
            if (TryReserve(net) is not { } reservation)
                continue;
            if (!taken.Any(t => HostRoutes.Overlap(t, Range(net))) && Ports(net).All(IsFree))
                return new LabAddresses(net, reservation);
            await reservation.DisposeAsync();
        }

        throw new InvalidOperationException($"no network from 10.{FirstNet} to 10.{LastNet} is free with its ports on 127.0.0.1");
    }

    /// <summary>The variables of docker-compose.yml that make a lab of its own.</summary>
    public Dictionary<string, string> Environment(string project)
    {
        var ports = Ports(_net).Select(p => p.ToString(CultureInfo.InvariantCulture)).ToList();
        return new Dictionary<string, string>
        {
            ["COMPOSE_PROJECT_NAME"] = project,
            ["AA_CONTAINER_PREFIX"] = project + "-",
            ["AA_SUBNET"] = string.Create(CultureInfo.InvariantCulture, $"10.{_net}"),
            ["AA_API_PORT"] = ports[0],
            ["AA_DNS_PORT"] = ports[1],
            ["AA_R1_AWS_PORT"] = ports[2],
            ["AA_R2_AWS_PORT"] = ports[3],
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _reservation.Dispose();

    private static IPNetwork Range(int net) => new(new IPAddress([10, (byte)net, 0, 0]), 16);

    private static FileStream? TryReserve(int net)
    {
        try
        {
            var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"activeactive-test-10.{net}.lock"));
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            // Another test's.
            return null;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
