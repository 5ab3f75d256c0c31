using ActiveActive.Simulation.Bridge.Machines;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Bridge;

/// <summary>
/// Replays a recorded run against the machines of scenarios.md, step by step, until the first step that one of them does not allow. The
/// spec says what must be true of a run as a whole; this says that no single step of it is one that the model cannot take.
/// </summary>
public static class HistoryReplay
{
    /// <summary>Replays what a run left behind.</summary>
    /// <param name="mayDie">Components that may end without the lab's knowing; none in a real run.</param>
    public static ReplayResult Of(Evidence evidence, IReadOnlySet<string>? mayDie = null)
    {
        var run = new Recorded(evidence);
        var lives = evidence.Lives.All.Count;
        var missing = evidence.AllMissing.Select(m => m.What).ToList();
        // A hole in a life is a step that cannot be followed, and the machine of lives names it; what never was there is only missing.
        missing.RemoveAll(what => evidence.Lives.All.Any(l => l.Hole == what));
        if (run.Moves.Count == 0)
            missing.Add("a single step: history is empty");
        IMachine[] machines =
        [
            new LivesMachine(mayDie ?? new HashSet<string>()), new FaultsMachine(), new HealthMachine(), new RouterMachine(run), new SourceMachine(run), new QueuesMachine(run),
            new WorkersMachine(), new StoresMachine(run), new DestinationMachine(),
        ];
        for (var i = 0; i < run.Moves.Count; i++)
        {
            foreach (var machine in machines)
            {
                if (machine.Take(run.Moves[i]) is { } objection)
                    return new ReplayResult(i, run.Moves.Count, lives, missing, Refuse(machine, run.Moves[i], objection));
            }
        }

        var end = EndOfRun.Judge(run);
        return new ReplayResult(run.Moves.Count, run.Moves.Count, lives, missing, end);
    }

    private static Refusal Refuse(IMachine machine, Move move, Objection objection) => new(
        machine.Name, move.At, move.Component, move.What, move.Record, move.Source, objection.Place, objection.Why, objection.Allowed);
}
