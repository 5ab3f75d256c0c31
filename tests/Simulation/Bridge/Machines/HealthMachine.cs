using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;
using ActiveActive.StageWorker;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// A container's ProcessRecords ⇄ FailedDependency. While a dependency is failed nothing more is received: what each loop had asked for
/// before may still come, once.
/// </summary>
internal sealed class HealthMachine : IMachine
{
    private static readonly int Loops = new StageOptions().Loops;

    private readonly Dictionary<(string, string), Health> _of = [];

    public string Name => "ProcessRecords ⇄ FailedDependency";

    public Objection? Take(Move move)
    {
        if (move.Event is not { } e)
            return null;
        var key = (e.Component, e.Life);
        if (e is { Event: HistoryEvents.State, Target: null, State: { } state })
        {
            var now = _of.GetValueOrDefault(key)?.State ?? LifecycleState.ProcessRecords;
            if (state == now || state is not (LifecycleState.ProcessRecords or LifecycleState.FailedDependency))
                return new Objection(e.Component, $"it is in {now} and cannot enter {state}", now == LifecycleState.ProcessRecords ? LifecycleState.FailedDependency : LifecycleState.ProcessRecords);
            _of[key] = new Health(state, 0, 0);
            return null;
        }

        if (e.Event != HistoryEvents.Received || Worker.Named(e.Component) is null || !_of.TryGetValue(key, out var health) || health.State != LifecycleState.FailedDependency)
            return null;
        var sameTurn = health.LastAt == e.At.UtcTicks;
        var turns = health.Turns + (sameTurn ? 0 : 1);
        if (turns > Loops)
            return new Objection(e.Component, $"it has been in {health.State} while {turns} turns were received by its {Loops} loops", $"'{HistoryEvents.State}' {LifecycleState.ProcessRecords} first");
        _of[key] = health with { Turns = turns, LastAt = e.At.UtcTicks };
        return null;
    }

    private sealed record Health(string State, int Turns, long LastAt);
}
