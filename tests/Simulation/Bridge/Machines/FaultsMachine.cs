using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// Components' failures and recoveries. A fault goes injecting → effective → held → recovering → recovered, and from effective to recovering
/// its target takes none of its steps: who is stopped, killed or paused writes nothing, a refused or hanging queue or table serves
/// nothing, a failed database accepts nothing, paused replication brings nothing.
/// </summary>
internal sealed class FaultsMachine : IMachine
{
    /// <summary>Who is cut off notes what had reached it before the cut a moment later.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private static readonly HashSet<string> Outcomes =
    [
        HistoryEvents.Acknowledged, HistoryEvents.Received, HistoryEvents.Stored, HistoryEvents.Accepted, HistoryEvents.Removed, HistoryEvents.Replicated,
    ];

    private readonly Dictionary<string, Fault> _faults = [];

    public string Name => "failures and recoveries";

    public Objection? Take(Move move)
    {
        if (move.Event is { Fault: { } id, Component: Components.Lab } told)
            return told.Event is HistoryEvents.FoundFailed || told.Event.StartsWith("fault-", StringComparison.Ordinal) ? Follow(id, told) : null;
        foreach (var fault in _faults.Values)
        {
            if (fault.Holds && Forbids(fault, move))
            {
                return new Objection(
                    fault.Target, $"{fault.Id} ({fault.Kind} {fault.Target}) held since {fault.Since:HH:mm:ss.ffffff} and its recovery had not begun",
                    $"no work of {fault.Target} before '{HistoryEvents.FaultRecovering}' of {fault.Id}");
            }
        }

        return null;
    }

    private Objection? Follow(string id, HistoryEvent e)
    {
        var known = _faults.GetValueOrDefault(id);
        var (from, allowed) = e.Event switch
        {
            HistoryEvents.FaultInjecting or HistoryEvents.FoundFailed => (known is null or { Ended: true }, "steps that it had not taken yet"),
            HistoryEvents.FaultEffective or HistoryEvents.FaultGivenUp => (known is { Holds: false, Ended: false, Recovering: false }, HistoryEvents.FaultInjecting),
            HistoryEvents.FaultHeld => (known is { Ended: false } && (known.Holds || known.Recovering), HistoryEvents.FaultEffective),
            HistoryEvents.FaultIneffective or HistoryEvents.FaultRecovering => (known is { Ended: false }, HistoryEvents.FaultInjecting),
            // What was found done by hand may be undone by hand.
            HistoryEvents.FaultRecovered => (known is { Ended: false } && (known.Recovering || known.ByHand), HistoryEvents.FaultRecovering),
            _ => (true, ""),
        };
        if (!from)
        {
            return new Objection(e.Target ?? id, $"fault {id} is {known?.State ?? "unknown"}",
                known is null or { Ended: true } ? $"'{HistoryEvents.FaultInjecting}' or '{HistoryEvents.FoundFailed}'" : $"what follows '{known.State}'; '{e.Event}' follows {allowed}");
        }

        known ??= new Fault(id, "", "", false);
        _faults[id] = known with
        {
            Target = e.Target ?? known.Target, Kind = e.Kind ?? known.Kind, State = e.Event, Lost = e.Region ?? known.Lost,
            ByHand = known.ByHand || e.Event == HistoryEvents.FoundFailed,
            Holds = e.Event switch { HistoryEvents.FaultEffective => true, HistoryEvents.FaultHeld => known.Holds, _ => false },
            Since = e.Event == HistoryEvents.FaultEffective ? e.At : known.Since,
            Recovering = e.Event == HistoryEvents.FaultRecovering || (known.Recovering && e.Event is HistoryEvents.FaultHeld or HistoryEvents.FaultIneffective),
            Ended = e.Event is HistoryEvents.FaultRecovered or HistoryEvents.FaultGivenUp,
        };
        return null;
    }

    private static bool Forbids(Fault fault, Move move)
    {
        var since = fault.Since + (fault.Kind == "disconnect" ? Echo : Recorded.Tolerance);
        if (move.At <= since || fault.Kind == "slow")
            return false;
        var standsStill = fault.Kind is "stop" or "kill" or "pause";
        if (move.Component == fault.Target)
            return standsStill ? move.Event is not null : fault.Kind == "disconnect" ? Outcomes.Contains(move.What) : move.Row is not null && move.What == Move.RowStored;
        var (region, place) = fault.Target.Split('/') is [var r, var p] ? (r, p) : ("", fault.Target);
        if (move.Row is not null)
        {
            var pair = $"{move.Replica.Region}/aurora-{Topology.PairOf(move.Replica.Store)}" == fault.Target;
            return move.What == Move.RowStored
                ? pair && move.Row.StoredAt > since
                : (pair && standsStill) || (fault.Kind == "pause" && (fault.Target == "replication" || fault.Target == $"{move.Replica.Region}/{move.Replica.Store}-replication"));
        }

        if (fault.Kind is not ("refuse" or "hang" or "pause") || move.Event is not { } e || (region.Length > 0 && move.Component != $"{region}/aws"))
            return false;
        return e.Event switch
        {
            HistoryEvents.Served => fault.Kind != "pause" && ((e.Queue is { } q && place == $"{q}-queue") || (e.Store is { } s && place == $"{s}-database")),
            HistoryEvents.Replicated => place == "replication" || place == $"{e.Store}-replication" || (fault.Kind != "pause" && place == $"{e.Store}-database"),
            _ => false,
        };
    }

    private sealed record Fault(string Id, string Target, string Kind, bool Holds)
    {
        public DateTimeOffset Since { get; init; }

        public string State { get; init; } = "";

        public string? Lost { get; init; }

        public bool Recovering { get; init; }

        public bool Ended { get; init; }

        public bool ByHand { get; init; }
    }
}
