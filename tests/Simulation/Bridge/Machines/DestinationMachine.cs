using ActiveActive.Contracts;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>The destination: received → delivered → removing → removed for each message, and a record is fresh once.</summary>
internal sealed class DestinationMachine : IMachine
{
    private static readonly string[] Order = [HistoryEvents.Received, HistoryEvents.Delivered, HistoryEvents.Removing, HistoryEvents.Removed];

    private readonly Dictionary<(string Life, string Message), int[]> _counts = [];
    private readonly HashSet<string> _fresh = [];

    public string Name => "record destination";

    public Objection? Take(Move move)
    {
        if (move.Event is not { Component: Components.RecordDestination } e)
            return null;
        var step = Array.IndexOf(Order, e.Event);
        if (step < 0)
            return null;
        if (e.MessageId is not { } message)
            return new Objection(e.Component, "it names no message", "a message");
        if (!_counts.TryGetValue((e.Life, message), out var counts))
            _counts[(e.Life, message)] = counts = new int[Order.Length];
        if (step > 0 && counts[step] >= counts[step - 1])
        {
            var next = Enumerable.Range(1, 3).Where(i => counts[i] < counts[i - 1]).Select(i => $"'{Order[i]}'").Prepend($"'{Order[0]}'");
            return new Objection($"queue {e.Queue}, lane {e.Region}", $"message {message} was '{Order[step - 1]}' {counts[step - 1]} times and '{Order[step]}' {counts[step]} times before it", string.Join(" or ", next));
        }

        counts[step]++;
        return e is { Event: HistoryEvents.Delivered, Fresh: true } && !_fresh.Add(e.Record!)
            ? new Objection(e.Component, "it had been delivered before", "'delivered', not fresh")
            : null;
    }
}
