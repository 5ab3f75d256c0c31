using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;
using ActiveActive.StageWorker;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>The stage loop: received → stored → accepted → removing → removed for each record, in one stage's queues and store, with as many turns at once as it has loops.</summary>
internal sealed class WorkersMachine : IMachine
{
    private static readonly int Loops = new StageOptions().Loops;

    private readonly Dictionary<(string Component, string Life, string Record), RecordAtWorker> _records = [];
    private readonly Dictionary<(string, string), Hands> _hands = [];

    public string Name => "stage loop";

    public Objection? Take(Move move)
    {
        if (move.Event is not { } e || Worker.Named(e.Component) is not { } worker)
            return null;
        if (!_hands.TryGetValue((e.Component, e.Life), out var hands))
            _hands[(e.Component, e.Life)] = hands = new Hands();
        var write = hands.WriteOf(e);
        if (e.Record is not { } record)
            return null;
        var place = e.Event switch
        {
            HistoryEvents.Received or HistoryEvents.Removing or HistoryEvents.Removed => (e.Queue, worker.Stage.InQueue),
            HistoryEvents.Stored => (e.Store, worker.Stage.Name),
            HistoryEvents.Accepted => (e.Queue, worker.Stage.OutQueue),
            _ => (null, null),
        };
        if (place.Item1 != place.Item2)
            return new Objection(place.Item1 ?? e.Component, $"{e.Component} has nothing to do with it", place.Item2 ?? "");
        if (place.Item2 is null)
            return null;
        if (!_records.TryGetValue((e.Component, e.Life, record), out var state))
            _records[(e.Component, e.Life, record)] = state = new RecordAtWorker();
        if (e.Event != HistoryEvents.Received)
        {
            var allowed = state.Allowed;
            if (e.Event == HistoryEvents.Removing)
                hands.Close(e.MessageId ?? "");
            return state.Do(e.Event, e.MessageId) ? null : new Objection(place.Item2, "no turn of this life had come so far with the record", allowed);
        }

        state.Receive(e.MessageId ?? "", write);
        return hands.Open(write, e.MessageId ?? "") <= Loops
            ? null
            : new Objection(e.Component, $"its {Loops} loops had turns in hand already", $"'{HistoryEvents.Removing}' of a turn in hand");
    }

    /// <summary>The turns in hand of one life. Lines of one call have one time and follow each other.</summary>
    private sealed class Hands
    {
        private readonly Dictionary<long, HashSet<string>> _turns = [];
        private HistoryEvent? _last;
        private long _write;

        public long WriteOf(HistoryEvent e)
        {
            if (_last is null || _last.Event != e.Event || _last.At != e.At)
                _write++;
            _last = e;
            return _write;
        }

        public int Open(long write, string message)
        {
            if (!_turns.TryGetValue(write, out var turn))
                _turns[write] = turn = [];
            turn.Add(message);
            return _turns.Count;
        }

        // Which of two turns with the same message it is cannot be told: both count as over, so that nobody is accused wrongly.
        public void Close(string message)
        {
            foreach (var (write, turn) in _turns.ToList())
            {
                if (turn.Contains(message))
                    _turns.Remove(write);
            }
        }
    }
}
