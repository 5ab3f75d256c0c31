using ActiveActive.Contracts;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// One name of the router, by Route 53's rules written down once more: weighted, all healthy regions with a weight, or all where none is
/// healthy; failover, the primary unless it is unhealthy and the secondary is not; manual, where it was moved.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Primary">Null for a weighted one.</param>
/// <param name="Manual">True for a writer, which operators move.</param>
internal sealed record RoutedName(string Name, Region? Primary, bool Manual = false)
{
    private readonly Dictionary<string, bool> _healthy = Region.All.ToDictionary(r => r.Name, _ => true);
    private readonly List<(DateTimeOffset From, string Regions)> _answers = [(DateTimeOffset.MinValue, Primary?.Name ?? "r1,r2")];

    /// <summary>True once somebody has set weights: a healthy region may have none.</summary>
    public bool Weighed { get; set; }

    /// <summary>What it answers now.</summary>
    public string Now => _answers[^1].Regions;

    /// <summary>Its checks' verdicts, in words.</summary>
    public string Health => string.Join(", ", _healthy.Select(h => $"{h.Key} {(h.Value ? "healthy" : "unhealthy")}"));

    /// <summary>A verdict; false when it is the one that it had.</summary>
    public bool Observe(string region, bool healthy)
    {
        if (_healthy[region] == healthy)
            return false;
        _healthy[region] = healthy;
        return true;
    }

    /// <summary>It answers otherwise; false when it cannot answer that.</summary>
    public bool Route(string[] regions, DateTimeOffset at, HashSet<string> switched)
    {
        var answer = string.Join(',', regions.Order());
        if (!Manual && !Ways(switched).Contains(answer))
            return false;
        _answers.Add((at, answer));
        return true;
    }

    /// <summary>True when it may go on answering what it did.</summary>
    public bool MayStay(HashSet<string> switched) => Manual || Ways(switched).Contains(Now);

    /// <summary>All that it could answer, in words.</summary>
    public string Possible(HashSet<string> switched) => string.Join(" or ", Ways(switched).Distinct());

    /// <summary>A new life of the router believes everybody healthy, and remembers what operators did.</summary>
    public void Restart(DateTimeOffset at, HashSet<string> switched)
    {
        foreach (var region in Region.All)
            _healthy[region.Name] = true;
        if (!Manual)
            _answers.Add((at, string.Join(',', Ways(switched).SelectMany(w => w.Split(',')).Distinct().Order())));
    }

    /// <summary>True when it answered a region at some moment of a span.</summary>
    public bool Answered(string region, DateTimeOffset since, DateTimeOffset until)
    {
        for (var i = _answers.Count - 1; i >= 0; i--)
        {
            if (_answers[i].From <= until && _answers[i].Regions.Split(',').Contains(region))
                return true;
            if (_answers[i].From < since)
                return false;
        }

        return false;
    }

    // Whether a region is switched off is known only while nobody is about to switch it: then it may be either.
    private IEnumerable<string> Ways(HashSet<string> switched)
    {
        foreach (var one in switched.Contains("r1") ? new[] { false, true } : [false])
        {
            foreach (var two in switched.Contains("r2") ? new[] { false, true } : [false])
            {
                foreach (var way in Primary is null ? Weighted(one, two) : [Failover(one, two)])
                    yield return way;
            }
        }
    }

    private IEnumerable<string> Weighted(bool oneOff, bool twoOff)
    {
        var trust = _healthy.Values.Any(h => h);
        string[] usable = [.. _healthy.Where(h => h.Value || !trust).Select(h => h.Key).Order()];
        string[] weighted = [.. usable.Where(r => !(r == "r1" ? oneOff : twoOff))];
        yield return string.Join(',', weighted.Length > 0 ? weighted : usable);
        if (!Weighed)
            yield break;
        foreach (var region in usable)
            yield return region;
    }

    private string Failover(bool oneOff, bool twoOff)
    {
        bool Works(Region r) => _healthy[r.Name] && !(r == Region.One ? oneOff : twoOff);
        return Works(Primary!) || !Works(Primary!.Peer) ? Primary!.Name : Primary!.Peer.Name;
    }
}
