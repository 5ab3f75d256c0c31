using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Bridge;

/// <summary>Puts the steps of a run in one order: each life's as it numbered them, the lives interleaved by their clocks, rows by the stores'.</summary>
internal static class MoveOrder
{
    public static IReadOnlyList<Move> Of(Evidence evidence)
    {
        var queues = new List<Queue<Move>>();
        foreach (var life in (evidence.History ?? []).GroupBy(e => (e.Component, e.Life)))
            queues.Add(new Queue<Move>(life.OrderBy(e => e.Seq).Select(Move.Of)));
        queues.Add(new Queue<Move>(Rows(evidence).OrderBy(m => m.At)));
        var next = new PriorityQueue<int, (DateTimeOffset, int)>();
        var latest = new DateTimeOffset[queues.Count];
        for (var i = 0; i < queues.Count; i++)
            Enqueue(i);
        var moves = new List<Move>(evidence.History?.Count ?? 0);
        while (next.TryDequeue(out var index, out _))
        {
            moves.Add(queues[index].Dequeue());
            Enqueue(index);
        }

        return moves;

        // A clock that was set back does not change the order within a life.
        void Enqueue(int index)
        {
            if (!queues[index].TryPeek(out var move))
                return;
            if (move.At > latest[index])
                latest[index] = move.At;
            next.Enqueue(index, (latest[index], index));
        }
    }

    // The table's rows have their author's time, from before the call: they are judged by their author's own lines instead.
    private static IEnumerable<Move> Rows(Evidence evidence)
    {
        foreach (var (replica, rows) in evidence.Stores.OrderBy(s => s.Key.Component, StringComparer.Ordinal).Where(s => s.Key.Store != Topology.Table))
        {
            foreach (var row in rows)
            {
                if (row.WrittenIn == replica.Region)
                    yield return new Move(row.StoredAt, replica.Component, Move.RowStored, row.Id) { Replica = replica, Row = row };
                else if (row.AppliedAt is { } applied)
                    yield return new Move(applied, replica.Component, Move.RowApplied, row.Id) { Replica = replica, Row = row };
            }
        }
    }
}
