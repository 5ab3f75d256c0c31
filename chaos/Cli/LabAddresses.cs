using System.Net;
using System.Net.Sockets;
using ActiveActive.Contracts;
using ActiveActive.Engines.OnProcesses;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>
/// The addresses that a lab of processes will listen on, tried before anything is started: a component that finds its own taken
/// ends with a log, and its neighbours have been started for nothing.
/// </summary>
internal static class LabAddresses
{
    /// <summary>The addresses that cannot be listened on, each with the system's reason.</summary>
    public static IReadOnlyList<(IPEndPoint Address, SocketException Reason)> Unusable(byte net) =>
        [.. All(new AddressPlan(net)).Select(a => (Address: a, Reason: WhyNot(a))).Where(t => t.Reason is not null).Select(t => (t.Address, t.Reason!))];

    /// <summary>Returns when all are free.</summary>
    /// <exception cref="LabEnvironmentException">One is not; the message names it.</exception>
    public static void RequireFree(byte net)
    {
        if (Unusable(net) is not [var (address, reason), ..] unusable)
            return;
        var others = unusable.Count > 1 ? $" (and {unusable.Count - 1} more)" : "";
        throw new LabEnvironmentException(reason.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? $"{address}{others} is in use by another program; 'ss -tlnp' shows which. End it, or use other addresses with AA_NET=1 … 250"
            : $"{address}{others} cannot be listened on: {reason.Message}; './aa doctor' says more");
    }

    /// <summary>Why <paramref name="address"/> cannot be listened on; null when it can.</summary>
    public static SocketException? WhyNot(IPEndPoint address)
    {
        try
        {
            using var listener = new TcpListener(address);
            listener.Start();
            return null;
        }
        catch (SocketException refused)
        {
            return refused;
        }
    }

    private static IEnumerable<IPEndPoint> All(AddressPlan plan) =>
    [
        plan.Dns,
        .. Region.All.Select(plan.Aws),
        .. Region.All.SelectMany(r => Topology.Pairs.Select(p => plan.Instance(r, p))),
        .. Region.All.SelectMany(r => Stage.All.Select(s => plan.Container(r, s))),
        .. new[] { Components.DnsRouter, Components.RecordSource, Components.RecordDestination }.Select(plan.Service),
    ];
}
