using System.Net;
using ActiveActive.DnsRouter.Routing;
using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Answering;

/// <summary>Every name that is there: record sets, zones, their name servers, and the names above them (RFC 8020).</summary>
public sealed class NameTree
{
    private readonly Dictionary<DnsName, Func<DnsType, IReadOnlyList<ResourceRecord>>> _names = [];
    private readonly IReadOnlyList<Zone> _zones;

    /// <summary>The names of <paramref name="sets"/> in <paramref name="zones"/>, served at <paramref name="address"/>.</summary>
    public NameTree(IReadOnlyList<Zone> zones, IReadOnlyList<RecordSet> sets, IPAddress address)
    {
        _zones = zones;
        foreach (var zone in zones)
        {
            Add(zone.Name, type => [.. Pick(type, zone.Authority), .. Pick(type, zone.Servers)]);

            // A wildcard address is no address that a client could go to.
            if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && sets.All(s => !s.Name.Equals(zone.NameServer)))
                Add(zone.NameServer, type => Pick(type, new ResourceRecord(zone.NameServer, Zone.Ttl, new RecordData.Address(address))));
        }

        foreach (var set in sets)
            Add(set.Name, type => [.. set.Answer(type).Select(data => new ResourceRecord(set.Name, (uint)set.Definition.TtlSeconds, data))]);
        foreach (var name in _names.Keys.ToList())
        {
            for (var above = name.Parent; above is not null && ZoneOf(above) is not null; above = above.Parent)
                _names.TryAdd(above, _ => []);
        }
    }

    /// <summary>The zone that a name lies in, or null.</summary>
    public Zone? ZoneOf(DnsName name)
    {
        foreach (var zone in _zones)
        {
            if (name.IsWithin(zone.Name))
                return zone;
        }

        return null;
    }

    /// <summary>The name's records that answer a type; null when the name is not there.</summary>
    public IReadOnlyList<ResourceRecord>? Find(DnsName name, DnsType type) => _names.TryGetValue(name, out var records) ? records(type) : null;

    private void Add(DnsName name, Func<DnsType, IReadOnlyList<ResourceRecord>> records) =>
        _names[name] = _names.TryGetValue(name, out var others) ? type => [.. others(type), .. records(type)] : records;

    private static ResourceRecord[] Pick(DnsType asked, ResourceRecord record) => asked == record.Data.Type || asked == DnsType.Any ? [record] : [];
}
