using System.Globalization;
using System.Net;
using ActiveActive.Contracts;
using ActiveActive.Engines.Lab;

namespace ActiveActive.Engines.OnProcesses;

/// <summary>
/// Which component listens where: 127.NET.1.x is region 1, 127.NET.2.x region 2, 127.NET.3.x what is there once. Ports are
/// the same as in containers.
/// </summary>
public sealed record AddressPlan(byte Net)
{
    /// <summary>Where the router answers DNS.</summary>
    public IPEndPoint Dns => new(Address(0, 1), Ports.Dns);

    /// <summary>A region's emulator.</summary>
    public IPEndPoint Aws(Region region) => new(Address(Third(region), 10), Ports.Aws);

    /// <summary>A Postgres instance.</summary>
    public IPEndPoint Instance(Region region, string pair) =>
        new(Address(Third(region), (byte)(31 + Topology.Pairs.ToList().IndexOf(pair))), Ports.Postgres);

    /// <summary>A stage container's API.</summary>
    public IPEndPoint Container(Region region, Stage stage) =>
        new(Address(Third(region), (byte)(21 + Stage.All.ToList().IndexOf(stage))), Ports.Http);

    /// <summary>The API of dns-router, record-source or record-destination.</summary>
    public IPEndPoint Service(string name) => new(
        Address(3, name switch
        {
            Components.DnsRouter => 10,
            Components.RecordSource => 11,
            Components.RecordDestination => 12,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a service of its own"),
        }),
        Ports.Http);

    private IPAddress Address(byte third, byte fourth) => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.{Net}.{third}.{fourth}"));

    private static byte Third(Region region) => (byte)(region == Region.One ? 1 : 2);
}
