using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// Routing by health and weights: what a name answers follows from its checks and from what operators switched off, the source publishes
/// only where the way in led, a lane receives only from where it led, and a database is written only where its writer was.
/// </summary>
internal sealed class RouterMachine : IMachine
{
    /// <summary>How long an answer may be in use: a chunk of ten questions, each with its patience, and a receive that waits.</summary>
    private static readonly TimeSpan InUse = TimeSpan.FromSeconds(15);

    private readonly Recorded _run;
    private readonly Dictionary<string, RoutedName> _names;
    private readonly HashSet<string> _switched = [];
    private readonly Dictionary<string, (DateTimeOffset From, DateTimeOffset? Until)> _standingStill = [];
    private RoutedName? _owed;

    public RouterMachine(Recorded run)
    {
        _run = run;
        RoutedName[] names =
        [
            new(DnsNames.In, null), .. Region.All.Select(r => new RoutedName(DnsNames.Out(r), r)), .. Topology.Databases.Select(d => new RoutedName(DnsNames.Writer(d), Region.One, Manual: true)),
        ];
        _names = names.ToDictionary(n => n.Name);
    }

    public string Name => "routing";

    public Objection? Take(Move move)
    {
        if (move is { What: Move.RowStored, Row: { } row })
        {
            // A statement that is under way in an instance that stands still is carried out when it goes on.
            var instance = $"{row.WrittenIn}/aurora-{Topology.PairOf(move.Replica.Store)}";
            return Was(DnsNames.Writer(move.Replica.Store), row.WrittenIn, move.At, Min(Since(row.StoredBy, move.At), Since(instance, move.At)));
        }

        return move.Event switch
        {
            { Component: Components.Lab } e => Watch(e),
            { Component: Components.DnsRouter } e => Route(e),
            { Event: HistoryEvents.Publishing, Region: { } host } e when _run.Hosts.RegionOf(host) is { } region => Was(DnsNames.In, region, e.At, Since(e.Component, e.At)),
            { Event: HistoryEvents.Received, Component: Components.RecordDestination, Region: { } lane, Record: { } record } e => Receive(e, lane, record),
            _ => null,
        };
    }

    private Objection? Receive(HistoryEvent e, string lane, string record)
    {
        var own = Region.Parse(lane);
        return _run.SendHadBegun(lane, Topology.LastQueue, record, e.At) || !_run.SendHadBegun(own.Peer.Name, Topology.LastQueue, record, e.At)
            ? null
            : Was(DnsNames.Out(own), own.Peer.Name, e.At, Since(e.Component, e.At));
    }

    // Who stood still in between may use what it was told before.
    private DateTimeOffset Since(string component, DateTimeOffset at) =>
        _standingStill.TryGetValue(component, out var still) && still.From < at - InUse && !(still.Until < at - InUse) ? still.From - InUse : at - InUse;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private Objection? Was(string name, string region, DateTimeOffset at, DateTimeOffset since) => _names[name].Answered(region, since, at + Recorded.Tolerance)
        ? null
        : new Objection(name, $"it did not lead to {region} then", $"what it led to: {_names[name].Now}");

    private Objection? Watch(HistoryEvent e)
    {
        if (e.Event == HistoryEvents.FaultInjecting && e.Kind is "pause" or "disconnect" && e.Target is { } still)
            _standingStill[still] = (e.At, null);
        if (e.Event == HistoryEvents.FaultRecovered && e.Target is { } goesOn && _standingStill.TryGetValue(goesOn, out var stood))
            _standingStill[goesOn] = (stood.From, e.At);
        if (e.Event == HistoryEvents.FaultInjecting && Region.All.FirstOrDefault(r => e.Target == Components.Routing(r)) is { } region)
            _switched.Add(region.Name);
        if (e.Event == HistoryEvents.FaultRecovered && Region.All.FirstOrDefault(r => e.Target == Components.Routing(r)) is { } back)
            _switched.Remove(back.Name);
        if (e is { Event: HistoryEvents.Step, Target: DnsNames.In })
            _names[DnsNames.In].Weighed = true;
        return null;
    }

    private Objection? Route(HistoryEvent e)
    {
        if (e.Event == HistoryEvents.Started)
        {
            _owed = null;
            foreach (var each in _names.Values)
                each.Restart(e.At, _switched);
            return null;
        }

        if (e is not { Event: HistoryEvents.State, Target: { } target, Region: { } region } || !_names.TryGetValue(target, out var name))
            return null;
        if (_owed is { } owed && (owed != name || e.State != "routed"))
            return new Objection(owed.Name, $"its health had changed, and what it answers with it: {owed.Now} cannot stay", $"'routed' of {owed.Name}");
        _owed = null;
        if (e.State == "routed")
        {
            // Weights by hand change the way in before the lab can note that it asked for it.
            name.Weighed |= e.Detail?.StartsWith("weights set", StringComparison.Ordinal) == true;
            return name.Route(region.Split(','), e.At, _switched)
                ? null
                : new Objection(target, $"with {name.Health} it cannot answer {region}", name.Possible(_switched));
        }

        if (!name.Observe(region, e.State == "healthy"))
            return new Objection(target, $"{region} was {e.State} already", "the other verdict");
        _owed = name.MayStay(_switched) ? null : name;
        return null;
    }
}
