using System.Collections.Immutable;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// One record in one life of a worker, whose loops may hold copies of it at the same time. History does not say which loop a line is of,
/// so every assignment of lines to turns that is possible so far is kept; a line is allowed when one of them allows it.
/// </summary>
internal sealed class RecordAtWorker
{
    /// <summary>More than this many are copies of copies, and no lab has shown three.</summary>
    private const int MostWays = 256;

    private List<ImmutableList<TurnOf>> _ways = [[]];
    private long _lastReceive = -1;

    /// <summary>What is allowed next.</summary>
    public string Allowed => string.Join(" or ", _ways.SelectMany(w => w).SelectMany(t => t.Next).Prepend(HistoryEvents.Received).Distinct().Select(d => $"'{d}'"));

    /// <summary>The loop took a message in hand.</summary>
    /// <param name="write">The call that wrote the line: messages of one turn are written in one.</param>
    public void Receive(string message, long write)
    {
        var ways = _ways.Select(w => w.Add(TurnOf.Received(message))).ToList();
        if (write == _lastReceive)
        {
            ways.AddRange(_ways.Where(w => w.Count > 0 && w[^1].Deed == HistoryEvents.Received)
                .Select(w => w.SetItem(w.Count - 1, w[^1] with { Messages = w[^1].Messages.SetItem(message, false) })));
        }

        _lastReceive = write;
        _ways = ways;
    }

    /// <summary>A turn did something; false when none may.</summary>
    public bool Do(string deed, string? message)
    {
        var ways = new List<ImmutableList<TurnOf>>();
        foreach (var way in _ways)
        {
            for (var i = 0; i < way.Count && ways.Count < MostWays; i++)
            {
                if (way[i].After(deed, message) is { } after)
                    ways.Add(after.Messages.Count == 0 ? way.RemoveAt(i) : way.SetItem(i, after));
            }
        }

        if (ways.Count == 0)
            return false;
        _ways = ways;
        return true;
    }
}
