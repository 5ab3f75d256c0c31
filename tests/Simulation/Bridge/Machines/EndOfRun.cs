using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Spec.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>
/// A run that came to rest: nothing may be half done. Every message that was received was being removed by somebody, and a worker that
/// lives noted that it was; every acknowledged record was delivered.
/// </summary>
internal static class EndOfRun
{
    /// <summary>A removal whose answer was lost is tried again; so long it may be unnoted though the queue is empty.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Refusal? Judge(Recorded run)
    {
        if (run.Evidence.Run?.DrainedAt is not { } rest)
            return null;
        var open = new Dictionary<string, Message>();
        var acknowledged = new HashSet<string>();
        var delivered = (run.Evidence.Deliveries ?? []).Select(d => d.Id).ToHashSet();
        foreach (var e in run.Moves.Select(m => m.Event).OfType<HistoryEvent>())
        {
            if (e.Event == HistoryEvents.Acknowledged)
                acknowledged.Add(e.Record!);
            if (e.Event == HistoryEvents.Delivered)
                delivered.Add(e.Record!);
            if (e is not { MessageId: { } id, Record: not null } || (Worker.Named(e.Component) is null && e.Component != Components.RecordDestination))
                continue;
            if (!open.TryGetValue(id, out var message))
                open[id] = message = new Message(e);
            message.Last = e;
            if (e.Event == HistoryEvents.Removing)
                message.Removers.Add((e.Component, e.Life));
            message.Removed |= e.Event == HistoryEvents.Removed;
        }

        foreach (var message in open.Values)
        {
            if (message.Removers.Count == 0)
                return No(message.Last, rest, $"message {message.Last.MessageId} was received and nobody removed it, and the queues were empty", $"'{HistoryEvents.Removing}' by whoever had it");
            // The destination gives up after three answers that did not come; a worker does not.
            if (!message.Removed && message.Removers.All(r => Worker.Named(r.Component) is not null) && message.Last.At + Patience < rest && message.Removers.All(r => LivedAt(run, r, rest)))
                return No(message.Last, rest, $"message {message.Last.MessageId} is still being removed, and the queues were empty", $"'{HistoryEvents.Removed}'");
        }

        return acknowledged.Except(delivered).FirstOrDefault() is not { } lost || run.Evidence.Deliveries is null
            ? null
            : new Refusal("end of run", rest, Components.RecordDestination, "rest", lost, "the run came to rest", Components.RecordDestination, "it was acknowledged and never delivered", $"'{HistoryEvents.Delivered}'");
    }

    // Only the last life of a component, and not after it ended: an earlier one may have been cut off between deed and note.
    private static bool LivedAt(Recorded run, (string Component, string Life) remover, DateTimeOffset rest)
    {
        var last = run.Evidence.Lives.Of(remover.Component).MaxBy(l => l.Began)!;
        return last.Id == remover.Life && !last.Events.Any(e => e.Event == HistoryEvents.Stopped && e.At <= rest);
    }

    private static Refusal No(HistoryEvent last, DateTimeOffset rest, string why, string allowed) => new(
        "end of run", rest, last.Component, last.Event, last.Record, $"life {last.Life}, event {last.Seq}, the last of its message", $"queue {last.Queue}", why, allowed);

    private sealed class Message(HistoryEvent first)
    {
        public HistoryEvent Last { get; set; } = first;

        public HashSet<(string Component, string Life)> Removers { get; } = [];

        public bool Removed { get; set; }
    }
}
