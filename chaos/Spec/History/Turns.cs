using ActiveActive.Contracts.History;

namespace ActiveActive.Spec.History;

/// <summary>
/// Who had a record in hand, when. A worker has several loops, and a record that is received again meanwhile is in several hands of one
/// life; a turn begins with <c>received</c> and its storing ends with <c>stored</c>, so the difference of both is how many may still store.
/// Two messages of one record in one batch are stored once: the record then counts as in hand for the rest of that life, which may
/// excuse and never accuses.
/// </summary>
internal sealed class Turns
{
    private readonly Dictionary<(string Component, string Record), List<HistoryEvent>> _events = [];
    private readonly Lives _lives;

    public Turns(Lives lives)
    {
        _lives = lives;
        foreach (var e in lives.All.SelectMany(l => l.Events))
        {
            if (e is not { Event: HistoryEvents.Received or HistoryEvents.Stored, Record: { } record })
                continue;
            if (!_events.TryGetValue((e.Component, record), out var known))
                _events.Add((e.Component, record), known = []);
            known.Add(e);
        }
    }

    /// <summary>True when the life that a component had at a time still had a turn open with the record: it may have stored it then.</summary>
    public bool IsInHand(string component, string record, DateTimeOffset at)
    {
        if (!_events.TryGetValue((component, record), out var events) || _lives.Of(component).LastOrDefault(l => l.Began <= at) is not { } life)
            return false;
        var open = 0;
        foreach (var e in events.Where(e => e.Life == life.Id))
        {
            if (e.Event == HistoryEvents.Received && e.At <= at)
                open++;
            else if (e.Event == HistoryEvents.Stored && e.At < at)
                open--;
        }

        return open > 0;
    }
}
