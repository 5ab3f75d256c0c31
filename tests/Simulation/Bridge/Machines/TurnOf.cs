using System.Collections.Immutable;
using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Bridge.Machines;

/// <summary>How far one turn has come with one record: the messages that it holds of it, and the last deed done.</summary>
/// <param name="Deed">received, stored or accepted.</param>
/// <param name="Messages">Messages in hand; true for those that are being removed.</param>
internal sealed record TurnOf(string Deed, ImmutableDictionary<string, bool> Messages)
{
    /// <summary>A turn that received one message.</summary>
    public static TurnOf Received(string message) => new(HistoryEvents.Received, ImmutableDictionary<string, bool>.Empty.Add(message, false));

    /// <summary>What it may do next.</summary>
    public IEnumerable<string> Next => Deed switch
    {
        HistoryEvents.Received => [HistoryEvents.Stored],
        HistoryEvents.Stored => [HistoryEvents.Accepted],
        _ => Messages.Values.Distinct().Select(removing => removing ? HistoryEvents.Removed : HistoryEvents.Removing),
    };

    /// <summary>The turn after a deed; null when it may not do that.</summary>
    public TurnOf? After(string deed, string? message) => deed switch
    {
        HistoryEvents.Stored when Deed == HistoryEvents.Received => this with { Deed = HistoryEvents.Stored },
        HistoryEvents.Accepted when Deed == HistoryEvents.Stored => this with { Deed = HistoryEvents.Accepted },
        HistoryEvents.Removing when Deed == HistoryEvents.Accepted && message is not null && Messages.TryGetValue(message, out var removing) && !removing =>
            this with { Messages = Messages.SetItem(message, true) },
        HistoryEvents.Removed when message is not null && Messages.TryGetValue(message, out var removing) && removing => this with { Messages = Messages.Remove(message) },
        _ => null,
    };
}
