using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// Lives of components: one after the other, each begun by started and told without a gap, nothing after stopped; and a life that did not
/// end in order is followed by another only where the lab knows of a stop or a kill.
/// </summary>
internal sealed class LivesMachine(IReadOnlySet<string> mayDie) : IMachine
{
    private readonly Dictionary<string, Told> _now = [];
    private readonly Dictionary<string, DateTimeOffset> _ended = [];
    private readonly HashSet<(string, string)> _over = [];

    public string Name => "lives of components";

    public Objection? Take(Move move)
    {
        if (move.Event is not { } e)
            return null;
        // An end by another hand than the component's own; whoever found it may have done so late.
        if (e is { Event: HistoryEvents.FaultInjecting or HistoryEvents.FoundFailed, Kind: "stop" or "kill", Target: { } target })
            _ended[target] = e.At;
        if (_over.Contains((e.Component, e.Life)))
            return new Objection(e.Component, $"life {e.Life} was over", "events of its later life");
        var known = _now.GetValueOrDefault(e.Component);
        if (known?.Life == e.Life)
        {
            if (e.Seq != known.Seq + 1)
                return new Objection(e.Component, $"event {known.Seq + 1} of life {e.Life} is missing", $"event {known.Seq + 1}");
            if (known.Stopped)
                return new Objection(e.Component, $"life {e.Life} had stopped in order", $"'{HistoryEvents.Started}' of another life");
            _now[e.Component] = known with { Seq = e.Seq, Stopped = e.Event == HistoryEvents.Stopped, At = e.At };
            return null;
        }

        if (e.Seq != 1 || e.Event != HistoryEvents.Started)
            return new Objection(e.Component, $"life {e.Life} begins with event {e.Seq}", $"'{HistoryEvents.Started}' as event 1");
        if (known is { Stopped: false } && !(_ended.TryGetValue(e.Component, out var ended) && ended >= known.Began))
        {
            return e.Component == Contracts.Components.Lab || mayDie.Contains(e.Component)
                ? Begin(e, known)
                : new Objection(e.Component, $"life {known.Life} had neither stopped nor been stopped or killed by the lab or by hand", "further events of that life");
        }

        return Begin(e, known);
    }

    private Objection? Begin(HistoryEvent e, Told? before)
    {
        if (before is not null)
            _over.Add((e.Component, before.Life));
        _now[e.Component] = new Told(e.Life, 1, false, e.At, e.At);
        return null;
    }

    private sealed record Told(string Life, long Seq, bool Stopped, DateTimeOffset At, DateTimeOffset Began);
}
