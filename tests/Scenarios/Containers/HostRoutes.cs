using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>The networks that this machine has a way to, the default route aside.</summary>
internal static class HostRoutes
{
    private const int Destination = 1;
    private const int Mask = 7;

    /// <summary>Reads the lines of /proc/net/route, a heading first; addresses are hexadecimal with the first byte last.</summary>
    public static IEnumerable<IPNetwork> Parse(IEnumerable<string> lines) =>
        from line in lines.Skip(1)
        let fields = line.Split('\t', StringSplitOptions.TrimEntries)
        let mask = Number(fields[Mask])
        where mask != 0
        select new IPNetwork(Address(Number(fields[Destination])), BitOperations.PopCount(mask));

    /// <summary>Whether two networks share an address.</summary>
    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static uint Number(string hexadecimal) => uint.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IPAddress Address(uint number)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
