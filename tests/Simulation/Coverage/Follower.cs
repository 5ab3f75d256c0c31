using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Spec.History;

namespace ActiveActive.Simulation.Coverage;

/// <summary>
/// Follows a run's history through the machines of scenarios.md, and tells each transition that it took, with the place of the machine.
/// It takes history at its word: whether a step is allowed is the bridge's to say, and whether a fault was real is the spec's.
/// </summary>
internal sealed class Follower(Action<Transition, string> taken)
{
    private readonly Dictionary<(string Machine, string Place), string> _states = [];
    private readonly Dictionary<string, HashSet<string>> _failing = [];
    private readonly Dictionary<string, string> _health = [];
    private readonly Dictionary<string, string> _lives = [];
    private readonly HashSet<string> _stopped = [];
    private readonly Dictionary<string, string> _writers = [];
    private readonly Dictionary<string, string> _moves = [];

    /// <summary>Follows a run from its first event to its verdict.</summary>
    /// <param name="isCold">True when the verdict was that every record is where it belongs.</param>
    public void Follow(IReadOnlyList<HistoryEvent> history, bool isCold)
    {
        foreach (var e in history)
        {
            if (e is { Component: Components.Lab, Target: { } target } && e.Event.StartsWith("fault-", StringComparison.Ordinal))
                Fault(e, target);
            else if (e is { Event: HistoryEvents.State, Component: Components.DnsRouter, State: "routed", Target: { } name, Region: { } regions })
                Route(name, regions, e.Detail ?? "");
            else if (e is { Event: HistoryEvents.State, Target: null, State: { } state })
                Health(e.Component, state);
            else if (e is { Event: HistoryEvents.Started, Component: Components.DnsRouter })
                ForgetRoutes();
            else if (e.Event is HistoryEvents.Started or HistoryEvents.Stopped)
                Live(e);
            else if (e.Record is { } record)
                Handle(e, record);
        }

        if (isCold)
            Enter(Model.Spec, "", Model.Cold, Model.AllInPlace, Model.Cold);
    }

    private void Fault(HistoryEvent e, string target)
    {
        var parsed = Target.Parse(target);
        if (parsed.Kind == TargetKind.Writer)
            _moves[parsed.Part!] = e.Event == HistoryEvents.FaultRecovering ? Model.Recovered : e.Event == HistoryEvents.FaultInjecting ? e.Kind! : _moves[parsed.Part!];
        if (e is not { Event: HistoryEvents.FaultEffective or HistoryEvents.FaultRecovered, Fault: { } id, Kind: { } kind })
            return;
        var holds = e.Event == HistoryEvents.FaultEffective;
        foreach (var (machine, place) in Touched(parsed))
        {
            var key = machine + place;
            if (!_failing.TryGetValue(key, out var failing))
                _failing.Add(key, failing = []);
            if (holds && kind != "slow")
                failing.Add(id);
            else
                failing.Remove(id);
            var well = _health.GetValueOrDefault(place, Model.Works);
            var failed = machine == Model.Replicator ? Model.Paused : Model.Failed;
            var to = failing.Count > 0 ? failed : holds && kind == "slow" ? Model.Slow : well;
            Enter(machine, place, to, holds ? kind : Model.Recovered, well);
            if (machine == Model.Database)
                Settle(place.Split('/', '-')[1], holds ? Model.WriterFailed : Model.Recovered);
        }
    }

    // What works and fails with a target.
    private static IEnumerable<(string Machine, string Place)> Touched(Target target) => (target.Kind, target.Region) switch
    {
        (TargetKind.Container, _) => [(Model.Worker, target.Name)],
        (TargetKind.Queue, _) => [(Model.Queue, target.Name)],
        (TargetKind.Table, _) => [(Model.Table, target.Name)],
        (TargetKind.Database, _) => [(Model.Database, target.Name)],
        (TargetKind.Aws, { } region) =>
            [.. Topology.Queues.Select(q => (Model.Queue, Components.Queue(region, q))), (Model.Table, Components.Database(region, Topology.Table))],
        (TargetKind.AuroraInstance, { } region) => Topology.DatabasesOf(target.Part!).Select(d => (Model.Database, Components.Database(region, d))),
        (TargetKind.Service, _) when MachineOf(target.Name) is { } machine => [(machine, target.Name)],
        (TargetKind.Replication, { }) => [(Model.Replicator, target.Name)],
        (TargetKind.Replication, null) => Region.All.SelectMany(r => Stage.All.Select(s => (Model.Replicator, Components.Replication(r, s.Name)))),
        _ => [],
    };

    private void Settle(string database, string by)
    {
        var writer = _writers.GetValueOrDefault(database, Region.One.Name);
        var hasFailed = _failing.GetValueOrDefault(Model.Database + Components.Database(Region.Parse(writer), database)) is { Count: > 0 };
        var active = writer == Region.One.Name ? Model.Region1Active : Model.Region2Active;
        Enter(Model.GlobalDatabase, database, hasFailed ? Model.Failed : active, by, Model.Region1Active);
    }

    private void Route(string name, string regions, string detail)
    {
        var by = detail.Contains("switched", StringComparison.Ordinal) ? Model.Switched : Model.Health;
        if (name == DnsNames.In)
            Enter(Model.In, "", regions.Contains(',', StringComparison.Ordinal) ? Model.BothRegions : regions == "r1" ? "region 1" : "region 2", by, Model.BothRegions);
        else if (Region.All.FirstOrDefault(r => DnsNames.Out(r) == name) is { } lane)
            Enter(Model.Lane(lane.Name), "", regions == lane.Name ? Model.OwnLane : Model.OtherLane, by, Model.OwnLane);
        else if (Topology.Databases.FirstOrDefault(d => DnsNames.Writer(d) == name) is { } database)
        {
            _writers[database] = regions;
            Settle(database, _moves.GetValueOrDefault(database, Model.Recovered));
        }
    }

    // A new life of the router takes everything for healthy, and writes only what changes from there.
    private void ForgetRoutes()
    {
        foreach (var machine in Region.All.Select(r => Model.Lane(r.Name)).Append(Model.In))
            _states.Remove((machine, ""));
    }

    private void Health(string component, string state)
    {
        if (MachineOf(component) is not { } machine)
            return;
        _health[component] = state;
        // While it has failed as a whole, what it says of its dependencies shows when it is back.
        if (_failing.GetValueOrDefault(machine + component) is not { Count: > 0 })
            Enter(machine, component, state, state == Model.Works ? Model.AllWork : Model.DependencyFailed, Model.Works);
    }

    private void Live(HistoryEvent e)
    {
        if (MachineOf(e.Component) is not { } machine)
            return;
        if (e.Event == HistoryEvents.Stopped)
        {
            _stopped.Add(e.Component);
            return;
        }

        var began = _lives.TryGetValue(e.Component, out var before) && before != e.Life;
        _lives[e.Component] = e.Life;
        if (began && !_stopped.Remove(e.Component) && _failing.GetValueOrDefault(machine + e.Component) is not { Count: > 0 })
        {
            Enter(machine, e.Component, Model.Dead, Model.DiedByItself, Model.Works);
            Enter(machine, e.Component, Model.Works, Model.StartedAgain, Model.Works);
        }

        _health[e.Component] = Model.Works;
    }

    private void Handle(HistoryEvent e, string record)
    {
        var (machine, place) = e.Component switch
        {
            Components.RecordSource => (Model.Sent, record),
            Components.RecordDestination => (Model.AtDestination, record),
            var worker when Worker.Named(worker) is not null => (Model.AtStage, $"{worker} {record}"),
            _ => ("", ""),
        };
        if (machine.Length == 0)
            return;
        if (e.Event == HistoryEvents.Publishing)
            Enter(Model.Spec, "", Model.Hot, Model.Published, Model.Cold);
        var known = _states.GetValueOrDefault((machine, place), Model.Nowhere);
        var again = e.Event == HistoryEvents.Received && known != Model.Nowhere;
        if (again && known == e.Event)
            taken(new Transition(machine, known, e.Event, Model.Again), e.Component);
        Enter(machine, place, e.Event, again ? Model.Again : e.Event, Model.Nowhere, e.Component);
    }

    private static string? MachineOf(string component) => component switch
    {
        Components.RecordSource => Model.Source,
        Components.RecordDestination => Model.Destination,
        _ => Worker.Named(component) is null ? null : Model.Worker,
    };

    private void Enter(string machine, string place, string to, string by, string first, string? told = null)
    {
        var from = _states.GetValueOrDefault((machine, place), first);
        if (from == to)
            return;
        _states[(machine, place)] = to;
        taken(new Transition(machine, from, to, by), told ?? place);
    }
}
