using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;
using ActiveActive.Spec.History;

namespace ActiveActive.Simulation.Bridge;

/// <summary>
/// Which region an address of the source's leads to. History has addresses only; a record that was sent to one address alone tells where
/// that is by who received it. The most frequent answer counts, so that a record on a wrong way shows as one.
/// </summary>
internal sealed class RegionsOfHosts
{
    private readonly Dictionary<string, string> _regions = [];

    public RegionsOfHosts(Evidence evidence)
    {
        var hosts = new Dictionary<string, HashSet<string>>();
        var receivers = new Dictionary<string, HashSet<string>>();
        foreach (var e in evidence.History ?? [])
        {
            if (e is { Event: HistoryEvents.Publishing, Record: { } sent, Region: { } host })
                Add(hosts, sent, host);
            if (e is { Event: HistoryEvents.Received, Record: { } received } && Worker.Named(e.Component) is { } worker && worker.Stage == Stage.All[0])
                Add(receivers, received, worker.Region.Name);
        }

        var votes = hosts.Where(h => h.Value.Count == 1 && receivers.TryGetValue(h.Key, out var r) && r.Count == 1)
            .Select(h => (Host: h.Value.Single(), Region: receivers[h.Key].Single()));
        foreach (var host in votes.GroupBy(v => v.Host))
            _regions[host.Key] = host.GroupBy(v => v.Region).MaxBy(g => g.Count())!.Key;
    }

    /// <summary>The region's short name, or null when nothing tells it.</summary>
    public string? RegionOf(string host) => Region.All.Any(r => r.Name == host) ? host : _regions.GetValueOrDefault(host);

    private static void Add(Dictionary<string, HashSet<string>> sets, string key, string value)
    {
        if (!sets.TryGetValue(key, out var set))
            sets[key] = set = [];
        set.Add(value);
    }
}
